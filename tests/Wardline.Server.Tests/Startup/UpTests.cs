using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wardline.Data.Outcomes;
using Wardline.Harness;
using Wardline.Server.Demo;
using Wardline.Server.Tls;

namespace Wardline.Server.Tests.Startup;

/// <summary>The server as people start it: what it says, what it refuses, how it ends.</summary>
[Trait("Category", "Slow")]
public sealed class UpTests
{
    [Fact]
    public async Task A_first_start_says_where_it_is_and_who_can_sign_in_and_ends_cleanly()
    {
        await using var ward = WardProcess.Create();
        await ward.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(ward.Url) };

        Assert.Equal("live", (await http.GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString());
        await Testing.Eventually.TrueAsync(() => ward.Said.Contains("Ctrl-C stops"), TimeSpan.FromSeconds(5));
        Assert.Contains(ward.Url, ward.Said);
        Assert.All(DemoAccounts.All, account => Assert.Contains(account.UserName, ward.Said));

        Assert.Equal(0, await ward.StopAsync());
        Assert.DoesNotContain("fail:", ward.Said);
        Assert.DoesNotContain("warn:", ward.Said);
    }

    [Fact]
    public async Task A_second_start_on_the_same_folder_is_refused_in_words()
    {
        await using var ward = WardProcess.Create();
        await ward.StartAsync();

        var second = await ward.RunBesideAsync();

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("[data_folder_in_use]", second.Said);
        Assert.Contains(ward.Data, second.Said);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var ward = WardProcess.Create("--port", port.ToString());

        Assert.Equal(2, await ward.RunAsync());
        Assert.Contains($"Port {port} is in use", ward.Said);
        Assert.Contains("[port_in_use]", ward.Said);
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_is_left_alone()
    {
        await using var ward = WardProcess.Create();
        Directory.CreateDirectory(ward.Data);
        var thesis = Path.Combine(ward.Data, "thesis.txt");
        await File.WriteAllTextAsync(thesis, "mine");

        Assert.Equal(1, await ward.RunAsync());
        Assert.Contains("[data_folder_not_ours]", ward.Said);
        Assert.Equal([thesis], Directory.GetFileSystemEntries(ward.Data));
    }

    [Fact]
    public async Task Without_demo_a_link_that_works_once_makes_the_first_administrator()
    {
        await using var ward = WardProcess.Create("--no-demo");
        await ward.StartAsync();
        await Testing.Eventually.TrueAsync(() => ward.Said.Contains("token="), TimeSpan.FromSeconds(5));
        var token = Regex.Match(ward.Said, "(?<=token=)[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        using var http = new HttpClient { BaseAddress = new Uri(ward.Url) };

        Assert.Equal(401, (int)(await http.GetAsync("/api/demo/accounts")).StatusCode);     // as any address one does not know
        var setup = new { token, user_name = "it.lead", display_name = "IT Lead", password = "the ward at night" };
        Assert.Equal(204, (int)(await http.PostAsJsonAsync("/api/setup", setup)).StatusCode);
        Assert.Equal(403, (int)(await http.PostAsJsonAsync("/api/setup", setup with { user_name = "it.second" })).StatusCode);
        var login = await http.PostAsJsonAsync("/api/auth/login", new { setup.user_name, setup.password });
        Assert.Equal(200, (int)login.StatusCode);

        await ward.StopAsync();
        var demo = await ward.RunBesideAsync();
        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("[demo_in_real_data]", demo.Said);
    }

    [Fact]
    public async Task A_demo_folder_never_becomes_a_real_installation()
    {
        await using var ward = WardProcess.Create();
        await ward.StartAsync();
        await ward.StopAsync();

        var real = await ward.RunBesideAsync("--no-demo");

        Assert.Equal(1, real.ExitCode);
        Assert.Contains("[demo_data]", real.Said);
    }

    [Fact]
    public async Task Tls_serves_with_the_certificate_of_certs_init_and_says_so_when_there_is_none()
    {
        await using var ward = WardProcess.Create("--tls");
        Assert.Equal(1, await ward.RunAsync());
        Assert.Contains("[tls_not_set_up]", ward.Said);

        var folder = new TlsFolder(ward.Data);
        using var made = Made(ServerTls.Ensure(folder, CertificateNames.OfThisMachine(), [], TimeProvider.System));
        await ward.StartAsync(made.Authority);
        await Testing.Eventually.TrueAsync(() => ward.Said.Contains($"https://localhost:{ward.Port}"), TimeSpan.FromSeconds(5));

        using var handler = new SocketsHttpHandler();
        handler.SslOptions.EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls13;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { made.Authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{ward.Port}") };
        var account = DemoAccounts.All[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { user_name = account.UserName, password = account.Password, session = "cookie" }),
        };
        using var login = await http.SendAsync(request);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-wardline=", cookie);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age", login.Headers.GetValues("Strict-Transport-Security").Single());
    }

    private static ServerTls Made(Outcome<ServerTls> outcome) => outcome.TryGet(out var tls, out var problem) ? tls : throw new InvalidOperationException(problem.Code);
}
