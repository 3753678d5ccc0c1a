using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wardline.Data.Postgres;
using Wardline.Server.Tls;

namespace Wardline.Cli.Verbs;

/// <summary>A certificate authority of the installation's own, so that phones in the local network can connect.</summary>
internal static class CertsVerb
{
    public static Command Create() => new("certs", "Certificates for HTTPS in the local network.") { Init(), Show() };

    private static Command Init()
    {
        var data = DataOption.Create();
        var hosts = new Option<string[]>("--host")
        {
            Description = "A further name or address the server is reached at; may be given more than once.",
            HelpName = "NAME_OR_IP",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var days = new Option<int>("--days")
        {
            Description = $"How long the server's certificate lasts, 1 to {ServerTls.LongestDays}.",
            HelpName = "N",
            DefaultValueFactory = _ => ServerTls.LongestDays,
        };
        var force = new Option<bool>("--force") { Description = "Makes a new authority too; every device must install it again." };
        hosts.Validators.Add(result =>
        {
            foreach (var host in result.GetValueOrDefault<string[]>().Where(host => !CertificateNames.IsNameOrAddress(host)))
            {
                result.AddError($"'{host}' is neither a host name nor an address.");
            }
        });
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > ServerTls.LongestDays)
            {
                result.AddError($"--days must be from 1 to {ServerTls.LongestDays}: phones accept no longer ones.");
            }
        });

        var verb = new Command("init", "Makes the authority and the server's certificate, or renews what is due.") { data, hosts, days, force };
        verb.SetAction(parsed => InitAsync(
            parsed.GetRequiredValue(data), parsed.GetValue(hosts) ?? [], parsed.GetValue(days), parsed.GetValue(force)));
        return verb;
    }

    private static async Task<int> InitAsync(string data, string[] hosts, int days, bool force)
    {
        var folder = new TlsFolder(data);
        try
        {
            Claim(data);
            var outcome = ServerTls.Ensure(folder, CertificateNames.OfThisMachine(), hosts, TimeProvider.System, days, force);
            if (!outcome.TryGet(out var tls, out var problem))
            {
                await Console.Error.WriteLineAsync($"wardline certs: {problem.Message}");
                return ExitCode.InputAtFault;
            }

            using (tls)
            {
                await Console.Out.WriteLineAsync(
                    tls.AuthorityIsNew ? "Made a certificate authority and a server certificate."
                    : tls.ServerIsNew ? "Made a new server certificate; the authority is as it was."
                    : "All is in place; nothing was changed.");
                await WriteAsync(folder, tls);
                await Console.Out.WriteLineAsync(Installing(folder.AuthorityCertificate));
            }

            return ExitCode.Done;
        }
        catch (EmbeddedPostgresException error)
        {
            await Console.Error.WriteLineAsync($"wardline certs: {error.Message}");
            return error.Code == "data_folder_not_ours" ? ExitCode.InputAtFault : ExitCode.EnvironmentAtFault;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"wardline certs: cannot write to {folder.Path}: {error.Message}");
            return ExitCode.EnvironmentAtFault;
        }
    }

    /// <summary>Makes the folder ours before anything lies in it. One that is ours may be in use: a running server is no obstacle.</summary>
    private static void Claim(string data)
    {
        if (!DataFolder.IsOurs(data))
        {
            DataFolder.Open(data, TimeProvider.System).Dispose();
        }
    }

    private static Command Show()
    {
        var data = DataOption.Create();
        var verb = new Command("show", "Says what certificates there are, for which names and until when.") { data };
        verb.SetAction(parsed => ShowAsync(parsed.GetRequiredValue(data)));
        return verb;
    }

    private static async Task<int> ShowAsync(string data)
    {
        var folder = new TlsFolder(data);
        try
        {
            using var tls = ServerTls.Read(folder);
            if (tls is not null)
            {
                await WriteAsync(folder, tls);
                return ExitCode.Done;
            }

            await Console.Error.WriteLineAsync($"wardline certs: there are no certificates in {folder.Path}. Make them with: wardline certs init");
            return ExitCode.InputAtFault;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            await Console.Error.WriteLineAsync($"wardline certs: {error.Message}");
            return ExitCode.EnvironmentAtFault;
        }
    }

    private static async Task WriteAsync(TlsFolder folder, ServerTls tls)
    {
        foreach (var (what, path, certificate) in new[]
        {
            ("authority", folder.AuthorityCertificate, tls.Authority),
            ("server", folder.ServerCertificate, tls.Server),
        })
        {
            await Console.Out.WriteLineAsync($"{what}\n  file         {path}\n  valid until  {certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n  SHA-256      {Fingerprint(certificate)}");
        }

        await Console.Out.WriteLineAsync($"  good for     {tls.Names}");
    }

    private static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", CultureInfo.InvariantCulture)));

    private static string Installing(string authority) => $"""

        Each phone or computer installs this one file once (it is no secret): {authority}
          iPhone, iPad  send it with AirDrop or mail and open it; then Settings › General › VPN & Device Management ›
                        install; then Settings › General › About › Certificate Trust Settings › switch it on
          Android       Settings › Security › More › Encryption & credentials › Install a certificate › CA certificate
          macOS         sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ca.crt
          Windows       certutil -addstore -f Root ca.crt (as administrator)
          Debian        cp ca.crt /usr/local/share/ca-certificates/wardline.crt && update-ca-certificates
          Firefox       Settings › Privacy & Security › View Certificates › Authorities › Import
        Compare the SHA-256 above with what the device shows. Whoever has ca.key can pose as this server: keep it here,
        or move it offline until the certificate is renewed. Then start with:
        wardline up --no-demo --tls --urls https://0.0.0.0:5443
        """;
}
