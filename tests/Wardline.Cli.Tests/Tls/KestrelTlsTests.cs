using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Wardline.Server.Tls;

namespace Wardline.Cli.Tls;

public sealed class KestrelTlsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private ServerTls _tls = null!;
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        _tls = ServerTls.Ensure(new TlsFolder(_data.Path), CertificateNames.OfThisMachine(), [], TimeProvider.System).Value!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseWardlineTls(_tls));
        builder.WebHost.UseUrls("https://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/", () => "here");
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _tls.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Browser_that_trusts_the_authority_gets_an_answer_over_TLS_1_3()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "macOS does not serve TLS 1.3.");

        Assert.Equal(SslProtocols.Tls13, await ConnectAsync(SslProtocols.None));
    }

    [Fact]
    public async Task TLS_1_2_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "macOS does not serve TLS 1.3.");

        await Assert.ThrowsAnyAsync<AuthenticationException>(() => ConnectAsync(SslProtocols.Tls12));
    }

    private async Task<SslProtocols> ConnectAsync(SslProtocols protocols)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(socket.GetStream());
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_tls.Authority);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = protocols, CertificateChainPolicy = trust },
            TestContext.Current.CancellationToken);
        return stream.SslProtocol;
    }
}
