using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wardline.Server.Tls;

namespace Wardline.Cli.Tls;

public sealed class CertificateTests : IDisposable
{
    private static readonly CertificateNames Machine = CertificateNames.Of(["localhost", "Ward-PC"], [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("192.168.7.4")]);

    private readonly TemporaryFolder _data = new();
    private readonly Clock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly TlsFolder _folder;

    public CertificateTests() => _folder = new TlsFolder(_data.Path);

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("localhost")]
    [InlineData("ward-pc")]
    [InlineData("ward.example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("192.168.7.4")]
    [InlineData("203.0.113.9")]
    public void Server_certificate_is_good_for_the_machine_and_what_was_asked_for(string name)
    {
        using var tls = Ensure("ward.example.org", "203.0.113.9");

        Assert.True(tls.Server.MatchesHostname(name, allowCommonName: false));
    }

    [Fact]
    public void Server_certificate_is_not_good_for_other_names()
    {
        using var tls = Ensure();

        Assert.False(tls.Server.MatchesHostname("example.org", allowCommonName: false));
    }

    [Fact]
    public void Who_trusts_the_authority_trusts_the_server()
    {
        using var tls = Ensure("ward.example.org");

        Assert.Empty(ProblemsOf(tls.Server, tls.Authority));
    }

    [Fact]
    public void Who_does_not_trust_the_authority_does_not_trust_the_server()
    {
        using var tls = Ensure();
        using var other = Certificates.CreateAuthority(Machine, _clock.Now);

        Assert.NotEmpty(ProblemsOf(tls.Server, other));
    }

    [Theory]
    [InlineData("bank.example.com")]
    [InlineData("8.8.8.8")]
    public void Authority_cannot_vouch_for_a_stranger(string name)
    {
        using var tls = Ensure();
        using var forged = Certificates.CreateServer(tls.Authority, CertificateNames.Of([name], []), _clock.Now, 30);

        Assert.Contains(ProblemsOf(forged, tls.Authority), status => status.HasFlag(X509ChainStatusFlags.HasNotPermittedNameConstraint)
            || status.HasFlag(X509ChainStatusFlags.InvalidNameConstraints));
    }

    [Fact]
    public void Server_certificate_lasts_as_long_as_phones_accept_and_no_longer()
    {
        using var tls = Ensure();

        Assert.Equal(ServerTls.LongestDays, (tls.Server.NotAfter - tls.Server.NotBefore).TotalDays);
        Assert.True(tls.Server.NotBefore.ToUniversalTime() < _clock.Now.UtcDateTime);
        Assert.Equal(_clock.Now.AddYears(10).UtcDateTime, tls.Authority.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void Both_have_keys_on_P256_and_the_server_may_only_serve()
    {
        using var tls = Ensure();

        Assert.All([tls.Authority, tls.Server], certificate =>
        {
            using var key = certificate.GetECDsaPublicKey()!;
            Assert.Equal(ECCurve.NamedCurves.nistP256.Oid.Value, key.ExportParameters(false).Curve.Oid.Value);
        });
        Assert.True(tls.Authority.Extensions.OfType<X509BasicConstraintsExtension>().Single() is { CertificateAuthority: true, PathLengthConstraint: 0 });
        Assert.False(tls.Server.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(["1.3.6.1.5.5.7.3.1"], tls.Server.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.OfType<Oid>().Select(usage => usage.Value));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Keys_are_readable_by_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var tls = Ensure();

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(_folder.AuthorityKey));
        Assert.Equal(owner, File.GetUnixFileMode(_folder.ServerKey));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public void Asking_again_changes_nothing()
    {
        Ensure("ward.example.org").Dispose();
        var before = Contents();

        using var again = Ensure();

        Assert.False(again.AuthorityIsNew);
        Assert.False(again.ServerIsNew);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData(366, false)]
    [InlineData(368, true)]
    public void Server_certificate_is_renewed_in_its_last_thirty_days(int daysLater, bool renewed)
    {
        using var first = Ensure("ward.example.org");
        _clock.Now = _clock.Now.AddDays(daysLater);

        using var later = Ensure();

        Assert.Equal(renewed, later.ServerIsNew);
        Assert.Equal(first.Authority.Thumbprint, later.Authority.Thumbprint);
        Assert.Contains("ward.example.org", later.Names.Hosts);
        Assert.Equal(renewed, first.Server.Thumbprint != later.Server.Thumbprint);
    }

    [Fact]
    public void New_address_of_the_machine_makes_a_new_server_certificate()
    {
        Ensure().Dispose();

        using var moved = ServerTls.Ensure(_folder, Machine.With(CertificateNames.Of(["10.1.2.3"], [])), [], _clock).Value!;

        Assert.True(moved.ServerIsNew);
        Assert.False(moved.AuthorityIsNew);
        Assert.True(moved.Server.MatchesHostname("10.1.2.3"));
    }

    [Fact]
    public void Public_address_the_authority_may_not_vouch_for_is_left_out_when_found_and_refused_when_asked_for()
    {
        Ensure().Dispose();
        var found = ServerTls.Ensure(_folder, Machine.With(CertificateNames.Of(["198.51.100.7"], [])), [], _clock);
        var asked = ServerTls.Ensure(_folder, Machine, ["198.51.100.7"], _clock);

        Assert.False(found.Value!.ServerIsNew);
        Assert.Equal("tls_name_not_allowed", asked.Problem!.Code);
        Assert.False(File.Exists(_folder.AskedNames));
    }

    [Fact]
    public void Force_makes_both_anew()
    {
        using var first = Ensure();

        using var second = ServerTls.Ensure(_folder, Machine, [], _clock, force: true).Value!;

        Assert.NotEqual(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.Empty(ProblemsOf(second.Server, second.Authority));
    }

    [Fact]
    public void Authority_whose_key_was_taken_away_is_never_replaced()
    {
        using var first = Ensure();
        File.Delete(_folder.AuthorityKey);

        using var asBefore = Ensure();
        _clock.Now = _clock.Now.AddDays(380);
        var due = ServerTls.Ensure(_folder, Machine, [], _clock);

        Assert.Equal(first.Server.Thumbprint, asBefore.Server.Thumbprint);
        Assert.Equal("tls_authority_key_missing", due.Problem!.Code);
    }

    [Fact]
    public void Authority_that_runs_out_is_said_in_words_and_not_replaced()
    {
        Ensure().Dispose();
        _clock.Now = _clock.Now.AddDays(365 * 10);

        Assert.Equal("tls_authority_expired", ServerTls.Ensure(_folder, Machine, [], _clock).Problem!.Code);
    }

    [Fact]
    public void Server_certificate_beside_another_key_is_made_anew()
    {
        Ensure().Dispose();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.ServerKey, other.ExportPkcs8PrivateKeyPem());

        using var healed = Ensure();

        Assert.True(healed.ServerIsNew);
        Assert.False(healed.AuthorityIsNew);
    }

    [Fact]
    public void Authority_beside_another_key_is_refused()
    {
        Ensure().Dispose();
        File.Copy(_folder.ServerKey, _folder.AuthorityKey, overwrite: true);

        Assert.Equal("tls_folder_damaged", ServerTls.Ensure(_folder, Machine, [], _clock).Problem!.Code);
    }

    [Theory]
    [InlineData("ward.example.org", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("https://ward", false)]
    [InlineData("ward:443", false)]
    [InlineData("*.example.org", false)]
    [InlineData("", false)]
    public void Hosts_are_names_or_addresses(string text, bool valid) => Assert.Equal(valid, CertificateNames.IsNameOrAddress(text));

    private ServerTls Ensure(params string[] asked)
    {
        var outcome = ServerTls.Ensure(_folder, Machine, asked, _clock);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
    }

    private List<X509ChainStatusFlags> ProblemsOf(X509Certificate2 server, X509Certificate2 trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _clock.Now.LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return chain.Build(server) ? [] : [.. chain.ChainStatus.Select(status => status.Status)];
    }

    private Dictionary<string, string> Contents() => Directory.GetFiles(_folder.Path).ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);
}
