using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.Server.Tls;

public static class KestrelTls
{
    /// <summary>Every <c>https</c> address is served with this certificate over TLS 1.3.</summary>
    public static void UseWardlineTls(this KestrelServerOptions kestrel, ServerTls tls)
    {
        TlsBuffers.KeepApart();
        var certificate = ForServing(tls.Server);
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            // Apple's library cannot serve TLS 1.3 to .NET; a developer's Mac is the one exception.
            https.SslProtocols = OperatingSystem.IsMacOS() ? SslProtocols.Tls12 : SslProtocols.Tls13;
        });
    }

    /// <summary>Windows serves only with keys that it has imported itself.</summary>
    private static X509Certificate2 ForServing(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : certificate;
}
