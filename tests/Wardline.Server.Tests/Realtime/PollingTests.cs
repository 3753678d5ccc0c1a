using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wardline.Access.Sessions;
using Wardline.Harness;
using Wardline.Testing;

namespace Wardline.Server.Tests.Realtime;

/// <summary>Where a proxy lets no WebSocket through, the chat goes over plain requests.</summary>
public sealed class PollingTests(DemoPostgres postgres) : IAsyncLifetime
{
    private const string Santos = "dr.santos.cardio";
    private WardServer? _server;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_message_is_sent_and_acknowledged_over_plain_requests()
    {
        var token = await Server.TokenAsync(Santos);
        using var http = Server.Anonymous();
        var path = await OpenAsync(http);
        await SayAsync(http, path, $$"""40{"token":"{{token}}"}""");
        Assert.StartsWith("40{\"sid\"", await http.GetStringAsync(path), StringComparison.Ordinal);

        using var signedIn = await Server.SignInAsync(Santos);
        using var conversations = JsonDocument.Parse(await signedIn.GetStringAsync("/api/conversations"));
        var room = conversations.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        await SayAsync(http, path, $$"""421["send_message",{"client_id":"{{Guid.CreateVersion7()}}","conversation_id":"{{room}}","content":"Over plain requests."}]""");

        var heard = "";
        while (!heard.Contains("431[{\"ok\":true", StringComparison.Ordinal))
        {
            heard = await http.GetStringAsync(path);
        }
    }

    [Fact]
    public async Task A_heartbeat_that_is_posted_does_not_count_as_a_persons_activity()
    {
        using var http = await Server.SignInAsync(Santos);
        var own = Server.Services.GetRequiredService<AccessTokens>().Read(http.DefaultRequestHeaders.Authorization!.Parameter)!.Value;
        var before = await IdleAsync(own);

        var path = await OpenAsync(http);
        await SayAsync(http, path, "40");
        await SayAsync(http, path, "3");
        Assert.Equal(before, await IdleAsync(own));

        using var act = await http.PostAsync("/api/auth/ticket", content: null);
        Assert.True(act.IsSuccessStatusCode);
        Assert.True(await IdleAsync(own) > before);
    }

    private async Task<DateTimeOffset> IdleAsync(Guid sessionId) =>
        (await Server.Services.GetRequiredService<SessionRegistry>().FindAsync(sessionId, CancellationToken.None))!.IdleExpiresAt;

    private static async Task<string> OpenAsync(HttpClient http)
    {
        const string Path = "/api/socket/?EIO=4&transport=polling";
        using var open = JsonDocument.Parse((await http.GetStringAsync(Path))[1..]);
        return $"{Path}&sid={open.RootElement.GetProperty("sid").GetString()}";
    }

    private static async Task SayAsync(HttpClient http, string path, string packet)
    {
        using var answer = await http.PostAsync(path, new StringContent(packet));
        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
    }
}
