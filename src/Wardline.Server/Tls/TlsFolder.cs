using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wardline.Server.Tls;

/// <summary>The folder <c>tls</c> of a data folder: our certificate authority and the server's certificate.</summary>
public sealed class TlsFolder(string dataFolder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataFolder), "tls");

    /// <summary>The certificate that phones and other devices install.</summary>
    public string AuthorityCertificate => System.IO.Path.Combine(Path, "ca.crt");

    public string AuthorityKey => System.IO.Path.Combine(Path, "ca.key");

    public string ServerCertificate => System.IO.Path.Combine(Path, "server.crt");

    public string ServerKey => System.IO.Path.Combine(Path, "server.key");

    /// <summary>Names and addresses that were asked for by hand, one a line: a renewal keeps them.</summary>
    public string AskedNames => System.IO.Path.Combine(Path, "hosts.txt");

    /// <summary>Without its key when that was taken to a safer place; null when there is none.</summary>
    /// <exception cref="CryptographicException">Certificate and key do not belong together, or cannot be read.</exception>
    internal X509Certificate2? ReadAuthority() =>
        !File.Exists(AuthorityCertificate) ? null
        : File.Exists(AuthorityKey) ? ReadPair(AuthorityCertificate, AuthorityKey)
        : X509CertificateLoader.LoadCertificateFromFile(AuthorityCertificate);

    /// <summary>Null when it is not there, or when a crash left a certificate beside another one's key.</summary>
    internal X509Certificate2? ReadServer()
    {
        if (!File.Exists(ServerCertificate) || !File.Exists(ServerKey))
        {
            return null;
        }

        try
        {
            return ReadPair(ServerCertificate, ServerKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal IReadOnlyList<string> ReadAskedNames() => File.Exists(AskedNames) ? File.ReadAllLines(AskedNames) : [];

    internal void WriteAskedNames(IEnumerable<string> names) => Replace(AskedNames, string.Join('\n', names), isSecret: false);

    internal void WriteAuthority(X509Certificate2 certificate) => Write(certificate, AuthorityCertificate, AuthorityKey);

    internal void WriteServer(X509Certificate2 certificate) => Write(certificate, ServerCertificate, ServerKey);

    private static X509Certificate2 ReadPair(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (ArgumentException error)
        {
            throw new CryptographicException($"{certificate} and {key} do not belong together.", error);
        }
    }

    private void Write(X509Certificate2 certificate, string certificatePath, string keyPath)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, OwnerOnly | UnixFileMode.UserExecute);
        }

        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("Our certificates have ECDSA keys.");
        Replace(keyPath, key.ExportPkcs8PrivateKeyPem(), isSecret: true);
        Replace(certificatePath, certificate.ExportCertificatePem(), isSecret: false);
    }

    /// <summary>The key is never readable by others, not even between two system calls.</summary>
    private static void Replace(string path, string text, bool isSecret)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = isSecret ? OwnerOnly : OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        using (var file = new StreamWriter(fresh, options))
        {
            file.Write(text);
            file.Write('\n');
        }

        File.Move(fresh, path, overwrite: true);
    }
}
