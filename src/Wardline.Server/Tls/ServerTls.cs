using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Tls;

/// <summary>The server's certificate and the authority that vouches for it.</summary>
public sealed record ServerTls(X509Certificate2 Authority, X509Certificate2 Server, bool AuthorityIsNew, bool ServerIsNew) : IDisposable
{
    /// <summary>What phones accept of a certificate, in days.</summary>
    public const int LongestDays = 397;

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private const string MakeAnother =
        "Make a new authority with `wardline certs init --force`, and install its ca.crt on every device again.";

    public CertificateNames Names => Certificates.NamesOf(Server);

    /// <summary>
    /// Takes what the folder holds, and makes what is missing, has fewer than 30 days left, or does not name all it
    /// should. The authority is only ever replaced by force: every device would have to install the new one.
    /// </summary>
    /// <param name="machine">What this machine is found to be called; left out where the authority may not vouch for it.</param>
    /// <param name="asked">Names and addresses asked for by hand, now; earlier ones are remembered.</param>
    /// <param name="force">Makes both anew.</param>
    /// <returns>Or the problems <c>tls_name_not_allowed</c> (the authority may not vouch for a name asked for),
    /// <c>tls_authority_expired</c>, <c>tls_authority_key_missing</c> and <c>tls_folder_damaged</c>.</returns>
    public static Outcome<ServerTls> Ensure(
        TlsFolder folder, CertificateNames machine, IReadOnlyList<string> asked, TimeProvider clock,
        int days = LongestDays, bool force = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, LongestDays);
        var now = clock.GetUtcNow();
        var allAsked = folder.ReadAskedNames().Union(asked, StringComparer.OrdinalIgnoreCase).ToList();
        var askedNames = CertificateNames.Of(allAsked, []);
        X509Certificate2? authority;
        try
        {
            authority = force ? null : folder.ReadAuthority();
        }
        catch (CryptographicException error)
        {
            return Problem.Conflict("tls_folder_damaged", $"{error.Message} {MakeAnother}");
        }

        var authorityIsNew = authority is null;
        if (authority is null)
        {
            authority = Certificates.CreateAuthority(machine.With(askedNames), now);
            folder.WriteAuthority(authority);
        }
        else if (LessThanAMonthLeft(authority, now))
        {
            return Problem.Conflict("tls_authority_expired",
                $"The certificate authority in {folder.Path} expires on {authority.NotAfter:yyyy-MM-dd}. {MakeAnother}");
        }
        else if (!NameConstraints.Allowed(authority, askedNames).Covers(askedNames))
        {
            return Problem.Conflict("tls_name_not_allowed",
                $"The certificate authority in {folder.Path} was made for this machine and local names, and may not vouch for all of: {askedNames}. {MakeAnother}");
        }

        if (asked.Except(folder.ReadAskedNames(), StringComparer.OrdinalIgnoreCase).Any())
        {
            folder.WriteAskedNames(allAsked);
        }

        var names = NameConstraints.Allowed(authority, machine.With(askedNames));
        var server = authorityIsNew ? null : folder.ReadServer();
        if (server is not null && IsGood(server, authority, names, now))
        {
            return new ServerTls(authority, server, authorityIsNew, ServerIsNew: false);
        }

        if (!authority.HasPrivateKey)
        {
            return Problem.Conflict("tls_authority_key_missing",
                $"A new server certificate is due, and the authority's key {folder.AuthorityKey} is not there: put it back. Or: {MakeAnother}");
        }

        server = Certificates.CreateServer(authority, names, now, days);
        folder.WriteServer(server);
        return new ServerTls(authority, server, authorityIsNew, ServerIsNew: true);
    }

    /// <summary>What the folder holds, as it is; null when it holds no whole pair.</summary>
    /// <exception cref="CryptographicException">The authority cannot be read.</exception>
    public static ServerTls? Read(TlsFolder folder) =>
        folder.ReadAuthority() is { } authority && folder.ReadServer() is { } server
            ? new ServerTls(authority, server, AuthorityIsNew: false, ServerIsNew: false)
            : null;

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }

    private static bool IsGood(X509Certificate2 server, X509Certificate2 authority, CertificateNames names, DateTimeOffset now) =>
        !LessThanAMonthLeft(server, now)
        && Certificates.NamesOf(server).Covers(names)
        && server.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData);

    private static bool LessThanAMonthLeft(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotAfter.ToUniversalTime() - now.UtcDateTime < RenewBefore;
}
