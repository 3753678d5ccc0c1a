using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Wardline.Access.Setup;
using Wardline.Data.Outcomes;
using Wardline.Data.Postgres;
using Wardline.Data.Schema;
using Wardline.Server.Demo;
using Wardline.Server.Tls;

namespace Wardline.Server.Startup;

/// <summary>A start from nothing to "ready", in words; what goes wrong is said with what to do about it.</summary>
public sealed class Up(TextWriter output, TextWriter progress, TimeProvider time)
{
    private const int InputAtFault = 1;
    private const int EnvironmentAtFault = 2;

    public async Task<int> RunAsync(UpOptions options, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        if (!ListenAddresses.Decide(options).TryGet(out var addresses, out var refused))
        {
            return await FailAsync(InputAtFault, refused.Code, refused.Message);
        }

        if (PortInUse(addresses) is { } taken)
        {
            return await FailAsync(EnvironmentAtFault, "port_in_use", $"Port {taken} is in use by another program. Stop it, or choose another with --port.");
        }

        try
        {
            await using var database = new StartingDatabase(options, Say());
            var opening = database.OpenAsync(ct);       // while it starts, the app is composed
            using var tls = options.Tls ? Certificates(options) : null;
            await using var app = WardlineApp.Create(new AppSettings(addresses, () => database.ConnectionString, options.Demo, tls));
            await opening;
            await PrepareAsync(app, options, ct);
            await app.StartAsync(ct);
            app.Lifetime.ApplicationStopping.Register(() => progress.WriteLine("Stopping: finishing what was accepted."));
            await WelcomeAsync(app, options, time.GetElapsedTime(started), ct);
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (EmbeddedPostgresException error)
        {
            return await FailAsync(error.Code == "data_folder_not_ours" ? InputAtFault : EnvironmentAtFault, error.Code, error.Message);
        }
        catch (StartRefusedException error)
        {
            return await FailAsync(error.ExitCode, error.Code, error.Message);
        }
        catch (MigrationException error)
        {
            return await FailAsync(EnvironmentAtFault, error.Code, error.Message);
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException error)
        {
            return await FailAsync(InputAtFault, "settings_invalid", string.Join(Environment.NewLine, error.Failures));
        }
        catch (ArgumentException error) when (error.ParamName == "settings")
        {
            return await FailAsync(InputAtFault, "settings_invalid", error.Message);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await FailAsync(EnvironmentAtFault, "port_in_use", $"{error.Message} Choose another port with --port.");
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            return await FailAsync(EnvironmentAtFault, "database_unreachable", $"The database does not answer ({(error as PostgresException)?.SqlState ?? error.GetType().Name}). Check ConnectionStrings__Wardline and that PostgreSQL runs.");
        }
    }

    private async Task PrepareAsync(WebApplication app, UpOptions options, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>(), Say(), ct);
        if (options.Demo)
        {
            if (await scope.ServiceProvider.GetRequiredService<DemoSeeder>().SeedAsync(ct) == DemoSeeding.NotEmpty)
            {
                throw new StartRefusedException(InputAtFault, "demo_in_real_data", $"{options.Data} holds a real installation. Start it with --no-demo, or name another folder with --data for the demo.");
            }
        }
        else if (await DemoSeeder.IsDemoAsync(scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>(), ct))
        {
            throw new StartRefusedException(InputAtFault, "demo_data", $"{options.Data} holds the demo hospital with its public passwords. Name another folder with --data for a real installation.");
        }
    }

    private async Task WelcomeAsync(WebApplication app, UpOptions options, TimeSpan took, CancellationToken ct)
    {
        var address = app.Urls.First().Replace("127.0.0.1", "localhost").Replace("[::]", "localhost").Replace("0.0.0.0", "localhost");
        await output.WriteLineAsync($"Wardline is ready after {took.TotalSeconds:0.0} s: {address}");
        if (options.Demo)
        {
            await output.WriteLineAsync("\nDemo hospital: invented people, public passwords, this machine only. Do not enter real patient data.\n");
            foreach (var account in DemoAccounts.All)
            {
                await output.WriteLineAsync($"  {account.UserName,-24}{account.Password,-20}{account.Role,-16}{string.Join(", ", account.Departments)}");
            }

            await output.WriteLineAsync($"\nOpen {address} in two windows, sign in as two of them, and write to each other. Ctrl-C stops.");
        }
        else if (await app.Services.GetRequiredService<FirstRun>().EnsureSetupTokenAsync(ct) is { } token)
        {
            await output.WriteLineAsync($"\nThere are no accounts yet. Make the first administrator within 24 hours, with this link that works once:\n  {address}/setup?token={token}");
        }

        await output.FlushAsync(ct);
    }

    private static ServerTls Certificates(UpOptions options)
    {
        var folder = new TlsFolder(options.Data);
        if (!File.Exists(folder.AuthorityCertificate))
        {
            throw new StartRefusedException(InputAtFault, "tls_not_set_up", "There is no certificate yet. Run 'wardline certs init' first (it says how phones come to trust it).");
        }

        return ServerTls.Ensure(folder, CertificateNames.OfThisMachine(), [], TimeProvider.System).TryGet(out var tls, out var problem)
            ? tls
            : throw new StartRefusedException(EnvironmentAtFault, problem.Code, problem.Message);
    }

    private static int? PortInUse(IReadOnlyList<ListenAddress> addresses)
    {
        foreach (var address in addresses.Where(address => address.Port != 0))
        {
            try
            {
                var ip = address.Address ?? IPAddress.Any;
                using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(new IPEndPoint(ip, address.Port));
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return address.Port;
            }
        }

        return null;
    }

    private async Task<int> FailAsync(int exitCode, string code, string message)
    {
        await progress.WriteLineAsync($"wardline up: {message} [{code}]");
        return exitCode;
    }

    private Progress Say() => new(progress);

    private sealed class Progress(TextWriter to) : IProgress<string>
    {
        public void Report(string value) => to.WriteLine(value);
    }
}

/// <summary>The start was refused for a reason that can be said in words.</summary>
public sealed class StartRefusedException(int exitCode, string code, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Code { get; } = code;
}
