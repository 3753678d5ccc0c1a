using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class CorsTests
{
    private const string Ours = "https://ward.example";

    private static Task<TestServer> ServerAsync() => TestServer.MappedAsync(
        app =>
        {
            app.UseCors();
            app.MapSocketIO("/api/socket", io => io.Namespace("/")).RequireCors("ward");
        },
        services: services => services.AddCors(cors => cors.AddPolicy("ward", policy => policy.WithOrigins(Ours).AllowAnyHeader().AllowCredentials())));

    [Theory]
    [Trait("Rule", "LP-13")]
    [InlineData(Ours, true)]
    [InlineData("https://elsewhere.example", false)]
    public async Task Policy_of_the_endpoint_speaks_on_every_answer(string origin, bool allowed)
    {
        await using var server = await ServerAsync();
        using var client = await PollingClient.OpenAsync(server);
        string fresh = client.Url.Split("&sid", StringSplitOptions.None)[0];
        foreach (var (method, url, status) in new[]
        {
            (HttpMethod.Get, fresh, HttpStatusCode.OK),
            (HttpMethod.Get, client.Url + "x", HttpStatusCode.BadRequest),
            (HttpMethod.Post, client.Url, HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(method, url);
            request.Headers.Add("Origin", origin);
            request.Content = method == HttpMethod.Post ? new StringContent("40", Encoding.UTF8, "text/plain") : null;
            using var response = await client.Http.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(allowed ? [Ours] : [], response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values : []);
            Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    [Fact]
    [Trait("Rule", "LP-13")]
    public async Task Preflight_is_answered_by_the_policy()
    {
        await using var server = await ServerAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{server.Url}/api/socket/?EIO=4&transport=polling");
        request.Headers.Add("Origin", Ours);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-tenant");
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Ours, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("x-tenant", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal(0, server.SocketIO.ConnectionCount);
    }

    [Fact]
    [Trait("Rule", "LP-13")]
    public async Task Without_a_policy_no_header_is_set()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.OpenAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, client.Url + "x");
        request.Headers.Add("Origin", Ours);
        using var response = await client.Http.SendAsync(request);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Rule", "LP-14")]
    public async Task Polling_works_over_HTTP2()
    {
        await using var server = await TestServer.StartAsync(
            io => io.Namespace("/").On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)).With([.. e.Attachments]))),
            protocols: HttpProtocols.Http2);
        using var client = await PollingClient.ConnectAsync(server, version: HttpVersion.Version20);
        // The poll waits on the same connection that carries the post.
        var waiting = client.PollAsync();
        await client.PushAsync("451-7[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
        Assert.Equal("461-7[{\"_placeholder\":true,\"num\":0}]\u001ebAQID", (await waiting).Text);
        using (var given = new CancellationTokenSource())
        {
            var abandoned = client.PollAsync(given.Token);
            await Task.Delay(50);
            await given.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        }
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
