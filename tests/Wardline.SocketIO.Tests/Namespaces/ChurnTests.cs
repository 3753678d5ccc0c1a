using System.Collections.Concurrent;
using System.Text;

namespace Wardline.SocketIO.Tests.Namespaces;

/// Clients that come and go faster than the application can follow.
public sealed class ChurnTests
{
    [Fact]
    [Trait("Rule", "SIO-21")]
    public async Task One_client_that_comes_and_goes_never_has_two_sockets_at_work_in_a_namespace()
    {
        int running = 0;
        int most = 0;
        int connects = 0;
        await using var server = await TestServer.StartAsync(main => main.OnConnect(async (_, _) =>
        {
            Interlocked.Increment(ref connects);
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(1, CancellationToken.None);
            Interlocked.Decrement(ref running);
            return ConnectResult.Accept();
        }));
        using var client = await PollingClient.OpenAsync(server);
        var pairs = string.Join('\u001e', Enumerable.Repeat("40\u001e41", 20_000));
        Assert.Equal(200, (await client.PostAsync(pairs + "\u001e40")).Status);
        while (!(await client.NextAsync()).StartsWith("40{", StringComparison.Ordinal))
        {
        }
        await Eventually.TrueAsync(() => server.Main.Sockets.Count == 1);
        Assert.Equal(1, most);
        Assert.InRange(connects, 1, 20_000);
    }

    [Fact]
    [Trait("Rule", "SIO-17")]
    public async Task The_end_of_a_socket_comes_before_the_beginning_of_the_next()
    {
        var steps = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(main => main
            .OnConnect((_, _) =>
            {
                steps.Enqueue("connect");
                return ValueTask.FromResult(ConnectResult.Accept());
            })
            .OnDisconnect(async (_, _, _) =>
            {
                await Task.Delay(5, CancellationToken.None);
                steps.Enqueue("disconnect");
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        for (int i = 0; i < 20; i++)
        {
            await socket.SendAsync("41");
            await socket.SendAsync("40");
            Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(Enumerable.Range(0, 41).Select(i => i % 2 == 0 ? "connect" : "disconnect"), steps);
    }

    [Fact]
    [Trait("Rule", "SIO-6")]
    public async Task An_event_that_follows_a_return_waits_for_the_end_of_the_former_socket_and_is_answered()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(main => main
            .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0))))
            .OnDisconnect((_, _, _) => new(release.Task)));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("41");
        await socket.SendAsync("40");
        await socket.SendAsync("""421["echo",7]""");
        await socket.SendFrameAsync(0x89, []);
        Assert.Equal(10, (await socket.ReadFrameAsync())!.Value.Opcode);
        release.SetResult();
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("431[7]", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-17")]
    public async Task Nothing_runs_after_the_disconnect_handler()
    {
        for (int round = 0; round < 50; round++)
        {
            int ended = 0;
            int late = 0;
            await using var server = await TestServer.StartAsync(main => main
                .On("work", (_, _) =>
                {
                    Interlocked.Add(ref late, Volatile.Read(ref ended));
                    return default;
                })
                .OnDisconnect((_, _, _) =>
                {
                    Volatile.Write(ref ended, 1);
                    return ValueTask.CompletedTask;
                }));
            await using var socket = await WireSocket.ConnectAsync(server);
            var connection = (await server.SocketsAsync(1)).Single();
            var kick = Task.Run(() => connection.Disconnect());
            try
            {
                await socket.SendRawAsync([.. Enumerable.Repeat(WireSocket.Encode(0x81, Encoding.UTF8.GetBytes("""42["work"]""")), 40).SelectMany(frame => frame)]);
            }
            catch (IOException)
            {
                // It was quicker.
            }
            await kick;
            await Eventually.TrueAsync(() => Volatile.Read(ref ended) == 1);
            await socket.DisposeAsync();
            await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
            Assert.Equal(0, late);
        }
    }

    [Fact]
    [Trait("Rule", "SIO-20")]
    public async Task Nobody_joins_a_room_that_is_named_as_another_socket()
    {
        await using var server = await TestServer.StartAsync();
        await using var victim = await WireSocket.ConnectAsync(server);
        var first = (await server.SocketsAsync(1)).Single();
        await using var thief = await WireSocket.ConnectAsync(server);
        var second = (await server.SocketsAsync(2)).Single(socket => socket != first);

        Assert.False(second.Join(first.Id));
        Assert.True(first.Join(first.Id));
        Assert.Equal(1, server.Main.To(first.Id).Emit("secret"));
        Assert.Equal("""42["secret"]""", await victim.ReadAsync());
        Assert.StartsWith("43999", await thief.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-18")]
    public async Task A_close_code_or_reason_that_cannot_be_sent_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1)).Single();
        Assert.ThrowsAny<ArgumentException>(() => connection.Close(1006, "lost"));
        Assert.ThrowsAny<ArgumentException>(() => connection.Close(4000, new string('x', 124)));
        connection.Close(4000, new string('x', 123));
        await socket.AssertClosedAsync(4000);
    }

    [Fact]
    [Trait("Rule", "EIO-4")]
    public async Task A_lease_that_fails_is_told_and_stops_nobody_else()
    {
        int asked = 0;
        await using var server = await TestServer.StartAsync(options: o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(100);
            o.PingTimeout = TimeSpan.FromSeconds(1);
            o.OnHandshake = _ => ValueTask.FromResult(HandshakeDecision.Accept(Interlocked.Increment(ref asked) == 1 ? new BrokenLease() : null));
        });
        using var silent = await PollingClient.OpenAsync(server);
        await using var socket = await WireSocket.ConnectAsync(server);
        socket.AnswerPings = false;
        for (int after = 0; after < 3; after += HasFailed() ? 1 : 0)
        {
            Assert.Equal("2", await socket.ReadAsync());
            await socket.SendAsync("3");
        }

        bool HasFailed() => server.Log.Lines.Any(line => line.Line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
    }

    private sealed class BrokenLease : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException();
    }
}
