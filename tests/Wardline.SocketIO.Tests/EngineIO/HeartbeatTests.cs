using System.Diagnostics;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class HeartbeatTests
{
    private static void Fast(SocketIOOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(200);
        options.PingTimeout = TimeSpan.FromMilliseconds(200);
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public async Task Server_pings_and_goes_on_while_it_is_answered()
    {
        await using var server = await TestServer.StartAsync(options: Fast);
        await using var socket = await WireSocket.ConnectAsync(server);
        socket.AnswerPings = false;
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal("2", await socket.ReadAsync());
            await socket.SendAsync("3");
        }
    }

    [Fact]
    [Trait("Rule", "EIO-7")]
    public async Task Client_that_does_not_answer_is_closed()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(
            main => main.OnDisconnect((_, why, _) =>
            {
                reason.SetResult(why);
                return ValueTask.CompletedTask;
            }),
            Fast);
        await using var socket = await WireSocket.ConnectAsync(server);
        long start = Stopwatch.GetTimestamp();
        await socket.AssertClosedAsync(1008);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 300, 5000);
        Assert.Equal(DisconnectReason.PingTimeout, await reason.Task);
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public async Task Heartbeat_does_not_wait_for_a_handler()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(
            main => main.On("slow", async (_, _) =>
            {
                await release.Task;
                return default;
            }),
            Fast);
        await using var socket = await WireSocket.ConnectAsync(server);
        socket.AnswerPings = false;
        await socket.SendAsync("""421["slow"]""");
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal("2", await socket.ReadAsync());
            await socket.SendAsync("3");
        }
        release.SetResult();
        socket.AnswerPings = true;
        Assert.Equal("431[]", await socket.ReadAsync());
    }
}
