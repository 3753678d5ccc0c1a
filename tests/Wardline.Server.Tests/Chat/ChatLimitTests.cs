using Wardline.Harness;
using Wardline.Server.Tests.Harness;
using static Wardline.Server.Tests.Chat.ChatScene;

namespace Wardline.Server.Tests.Chat;

/// <summary>The limits as a client of the plain WebSocket meets them.</summary>
public sealed class ChatLimitTests(DemoPostgres postgres)
{
    private readonly ShiftedTime _time = new();

    [Theory]
    [InlineData("MaxConnections")]
    [InlineData("MaxConnectionsPerUser")]
    [InlineData("MaxConnectionsPerAddress")]
    [Trait("Rule", "CHAT-15")]
    public async Task One_connection_too_many_is_closed_with_1013_until_another_is_gone(string limit)
    {
        await using var server = await StartAsync(postgres, _time, ($"Wardline:Realtime:{limit}", "1"));
        await using (var first = await PlainClient.SignInAsync(server, Santos, Cardiology))
        {
            await first.SendAsync("""{"type":"ping"}""");
            await first.ReceiveAsync();
            await using var second = await PlainClient.SignInAsync(server, Santos, Cardiology);
            var error = await second.ReceiveAsync();
            Assert.Equal(
                ("error", "too_many_connections", true, 5000),
                (error.GetProperty("type").GetString(), error.GetProperty("code").GetString(), error.GetProperty("retryable").GetBoolean(), error.GetProperty("retry_after_ms").GetInt64()));
            Assert.Equal((1013, "too_many_connections; retry_after_ms=5000"), (await second.CloseCodeAsync(), second.CloseReason));
        }

        await Wardline.Testing.Eventually.TrueAsync(
            async () =>
            {
                await using var third = await PlainClient.SignInAsync(server, Santos, Cardiology);
                await third.SendAsync("""{"type":"ping"}""");
                return await third.TryReceiveAsync() is not null;
            },
            TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Rule", "CHAT-15")]
    public async Task Both_kinds_of_sockets_share_the_places_of_a_person()
    {
        await using var server = await StartAsync(postgres, _time, ("Wardline:Realtime:MaxConnectionsPerUser", "1"));
        await using var socket = await ChatClient.ConnectAsync(server.Url, new { token = await server.TokenAsync(Santos) });

        await using var client = await PlainClient.SignInAsync(server, Santos, Cardiology);

        Assert.Equal(1013, await client.CloseCodeAsync());
        Assert.Equal("too_many_connections; retry_after_ms=5000", client.CloseReason);
    }

    [Fact]
    [Trait("Rule", "CHAT-15")]
    public async Task Handshakes_above_the_rate_are_told_when_to_come()
    {
        await using var server = await StartAsync(postgres, _time, ("Wardline:Realtime:HandshakeBurst", "1"), ("Wardline:Realtime:HandshakesPerSecond", "0.1"));
        var token = await server.TokenAsync(Santos);
        await using var first = await PlainClient.OpenAsync(server.Url, Cardiology, token);
        await using var second = await PlainClient.OpenAsync(server.Url, Cardiology, token);

        Assert.Equal(1013, await second.CloseCodeAsync());
        Assert.StartsWith("rate_limited; retry_after_ms=", second.CloseReason, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(10));
        await using var third = await PlainClient.OpenAsync(server.Url, Cardiology, token);
        await third.SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await third.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-15")]
    public async Task Who_floods_is_refused_and_then_closed_with_1008()
    {
        await using var server = await StartAsync(postgres, _time, ("Wardline:Realtime:FrameBurst", "10"), ("Wardline:Realtime:FramesPerSecond", "1"));
        await using var client = await PlainClient.SignInAsync(server, Santos, Cardiology);
        var answers = new List<string?>();
        for (var message = 0; message < 1000 && client.ClosedWith is null; message++)
        {
            await client.SendAsync("""{"type":"ping"}""");
            var answer = await client.TryReceiveAsync();
            answers.Add(answer?.GetProperty("type").GetString() + (answer?.TryGetProperty("code", out var code) == true ? " " + code.GetString() : ""));
        }

        Assert.Equal(1008, client.ClosedWith);
        Assert.InRange(answers.Count(answer => answer == "pong"), 10, 12);
        Assert.InRange(answers.Count(answer => answer == "error rate_limited"), 50, 55);
    }
}
