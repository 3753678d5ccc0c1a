using System.Collections.Concurrent;

namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class DisconnectTests
{
    [Fact]
    [Trait("Rule", "SIO-17")]
    public async Task Leaving_cancels_the_running_event_and_tells_the_application_once_at_the_end()
    {
        var story = new ConcurrentQueue<string>();
        var started = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(main => main
            .On("wait", async (_, ct) =>
            {
                started.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }
                finally
                {
                    story.Enqueue("cancelled");
                }
                return default;
            })
            .On("next", (_, ct) =>
            {
                story.Enqueue($"next {ct.IsCancellationRequested}");
                return ValueTask.FromResult(default(JsonBody));
            })
            .OnDisconnect((_, reason, _) =>
            {
                story.Enqueue(reason.ToString());
                return ValueTask.CompletedTask;
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["wait"]""");
        await socket.SendAsync("""422["next"]""");
        await started.Task;
        await socket.SendAsync("41");
        await Eventually.TrueAsync(() => story.Count == 3);
        Assert.Equal(["cancelled", "next True", "ClientLeft"], story);
        await socket.SendAsync("41");
        await socket.SendAsync("40");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(3, story.Count);
        Assert.DoesNotContain(server.Log.Lines, line => line.Id == 4004);
    }

    [Fact]
    [Trait("Rule", "SIO-17")]
    public async Task Lost_connection_leaves_rooms_and_namespace()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(main => main
            .OnConnect((c, _) =>
            {
                c.Join("ward");
                return ValueTask.FromResult(ConnectResult.Accept());
            })
            .OnDisconnect((_, why, _) =>
            {
                reason.SetResult(why);
                return ValueTask.CompletedTask;
            }));
        var socket = await WireSocket.ConnectAsync(server);
        await server.SocketsAsync(1);
        await socket.DisposeAsync();
        Assert.Equal(DisconnectReason.TransportClosed, await reason.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(server.Main.To("ward").Sockets());
        Assert.Empty(server.Main.Sockets);
    }

    [Fact]
    [Trait("Rule", "SIO-18")]
    public async Task Server_disconnects_one_namespace_or_the_whole_connection()
    {
        await using var server = await TestServer.StartAsync(io =>
        {
            io.Namespace("/");
            io.Namespace("/custom");
        });
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("40/custom");
        await socket.ReadAsync();
        await Eventually.TrueAsync(() => server.SocketIO.Of("/custom").Sockets.Count == 1);
        server.SocketIO.Of("/custom").Sockets[0].Disconnect();
        Assert.Equal("41/custom,", await socket.ReadAsync());
        // An event that crossed the disconnect on its way is no offence.
        await socket.SendAsync("""42/custom,["late"]""");
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
        Assert.Equal(1, server.Main.Disconnect(_ => true, closeConnection: true));
        await socket.AssertClosedAsync(1000);
    }

    [Fact]
    [Trait("Rule", "EIO-15")]
    public async Task Shutdown_finishes_handlers_sends_their_answers_and_closes_with_1001()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var ended = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(main => main
            .On("work", async (_, ct) =>
            {
                started.SetResult();
                await release.Task.WaitAsync(ct);
                return JsonBody.Encoded("\"done\""u8);
            })
            .OnDisconnect((_, reason, _) =>
            {
                ended.SetResult(reason);
                return ValueTask.CompletedTask;
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["work"]""");
        await started.Task;
        var stop = server.StopAsync();
        await Eventually.TrueAsync(() => server.Log.Lines.Any(line => line.Id == 4005));
        await socket.SendAsync("""422["work"]""");
        Assert.Contains("try_later", await socket.ReadAsync(), StringComparison.Ordinal);
        release.SetResult();
        Assert.Equal("""431["done"]""", await socket.ReadAsync());
        var close = await socket.ReadFrameAsync();
        Assert.Equal(8, close!.Value.Opcode);
        Assert.Equal([0x03, 0xE9], close.Value.Payload[..2]);
        await socket.SendFrameAsync(0x88, close.Value.Payload);
        await stop;
        Assert.Equal(DisconnectReason.ServerShutdown, await ended.Task);
    }

    [Fact]
    [Trait("Rule", "EIO-15")]
    public async Task Shutdown_is_bounded_when_a_handler_hangs_and_a_client_does_not_answer()
    {
        await using var server = await TestServer.StartAsync(
            main => main.On("hang", async (_, _) =>
            {
                await new TaskCompletionSource().Task;
                return default;
            }),
            o => o.DrainTimeout = TimeSpan.FromMilliseconds(400));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["hang"]""");
        await socket.RoundTripAsync();
        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Contains(server.Log.Lines, line => line.Id == 4006);
    }
}
