using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wardline.Server.Tls;

/// <summary>Makes the certificates. ECDSA P-256 throughout, which every phone of the last ten years reads.</summary>
internal static class Certificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Clocks of phones go a little wrong.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    public static X509Certificate2 CreateAuthority(CertificateNames names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The fingerprint's start tells two authorities apart in a phone's list.
        var name = $"Wardline {Environment.MachineName} {Convert.ToHexString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()), 0, 3)}";
        var request = new CertificateRequest(Named(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(NameConstraints.For(names));
        return request.CreateSelfSigned(now - ClockSkew, now.AddYears(10));
    }

    public static X509Certificate2 CreateServer(X509Certificate2 authority, CertificateNames names, DateTimeOffset now, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Named($"Wardline on {Environment.MachineName}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(AlternativeNames(names));

        var notBefore = now - ClockSkew;
        var notAfter = new DateTimeOffset(Math.Min(notBefore.AddDays(days).UtcTicks, authority.NotAfter.ToUniversalTime().Ticks), TimeSpan.Zero);
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var certificate = request.Create(authority, notBefore, notAfter, serial);
        return certificate.CopyWithPrivateKey(key);
    }

    public static CertificateNames NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null
            ? new CertificateNames([], [])
            : CertificateNames.Of(names.EnumerateDnsNames(), names.EnumerateIPAddresses());
    }

    private static X500DistinguishedName Named(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName("Wardline");
        builder.AddCommonName(commonName);
        return builder.Build();
    }

    private static X509Extension AlternativeNames(CertificateNames names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var host in names.Hosts)
        {
            builder.AddDnsName(host);
        }

        foreach (var address in names.Addresses)
        {
            builder.AddIpAddress(new IPAddress(address.GetAddressBytes()));
        }

        return builder.Build();
    }
}
