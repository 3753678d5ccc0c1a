using System.Text;

namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class RoomTests
{
    [Fact]
    [Trait("Rule", "SIO-20")]
    public async Task Broadcast_reaches_the_union_of_rooms_once_less_the_exceptions()
    {
        await using var server = await TestServer.StartAsync(main => main.OnConnect((c, _) =>
        {
            foreach (var room in c.Auth!.Value.GetProperty("rooms").EnumerateArray())
            {
                Assert.True(c.Join(room.GetString()!));
            }
            c.State = c.Auth.Value.GetProperty("name").GetString();
            return ValueTask.FromResult(ConnectResult.Accept());
        }));
        await using var a = await WireSocket.ConnectAsync(server, """40{"name":"a","rooms":["x"]}""");
        await using var b = await WireSocket.ConnectAsync(server, """40{"name":"b","rooms":["x","y"]}""");
        await using var c = await WireSocket.ConnectAsync(server, """40{"name":"c","rooms":["y"]}""");
        await server.SocketsAsync(3);
        var main = server.Main;
        var byName = main.Sockets.ToDictionary(socket => (string)socket.State!);

        Assert.Equal(2, main.To("x").Emit("1"));
        Assert.Equal(3, main.To("x").To("y").Emit("2"));
        Assert.Equal(2, main.To("x").To("y").Except(byName["b"].Id).Emit("3"));
        Assert.Equal(1, main.Except("x").Emit("4"));
        Assert.Equal(1, byName["a"].To("x").Emit("5"));
        Assert.Equal(2, byName["a"].Broadcast.Emit("6"));
        Assert.Equal(1, main.To(byName["c"].Id).Emit("7"));
        Assert.Equal(3, main.Emit("8"));
        byName["b"].Leave("x");
        Assert.Equal(1, main.To("x").Emit("9"));
        Assert.Equal(0, main.To("nobody").Emit("10"));
        Assert.Equal(["y"], byName["b"].Rooms);
        Assert.Equal(["b", "c"], main.To("y").Sockets().Select(socket => (string)socket.State!).Order(StringComparer.Ordinal));

        Assert.Equal("1 2 3 8 9", await HeardAsync(a, 5));
        Assert.Equal("1 2 5 6 8", await HeardAsync(b, 5));
        Assert.Equal("2 3 4 6 7 8", await HeardAsync(c, 6));
    }

    [Fact]
    [Trait("Rule", "SIO-20")]
    public async Task Rooms_of_a_socket_are_bounded()
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxRooms = 2);
        await using var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1))[0];
        Assert.True(connection.Join("a"));
        Assert.True(connection.Join("b"));
        Assert.False(connection.Join("c"));
        Assert.True(connection.Join("a"));
        connection.Leave("a");
        Assert.True(connection.Join("c"));
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public async Task Slow_socket_is_cut_off_and_the_others_hear_everything()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(
            main => main.OnDisconnect((_, why, _) =>
            {
                reason.TrySetResult(why);
                return ValueTask.CompletedTask;
            }),
            o => o.OutgoingBytes = 256 << 10);
        await using var slow = await WireSocket.DialAsync(server, receiveBuffer: 4096);
        await slow.UpgradeAsync();
        await slow.ReadFrameAsync();
        await slow.SendAsync("40");
        await slow.ReadFrameAsync();
        await using var quick = await WireSocket.ConnectAsync(server);
        await server.SocketsAsync(2);

        var payload = JsonBody.Encoded(Encoding.UTF8.GetBytes($"\"{new string('x', 16_000)}\""));
        int rounds = 0;
        while (!reason.Task.IsCompleted && rounds < 5000)
        {
            server.Main.Emit("news", payload);
            rounds++;
            Assert.Equal(16_013, (await quick.ReadAsync()).Length);
        }
        Assert.Equal(DisconnectReason.SlowConsumer, await reason.Task);
        Assert.Single(server.Main.Sockets);
        Assert.StartsWith("43999", await quick.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public async Task Volatile_events_to_a_slow_socket_are_dropped_and_it_stays()
    {
        await using var server = await TestServer.StartAsync(options: o => o.OutgoingBytes = 256 << 10);
        await using var slow = await WireSocket.DialAsync(server, receiveBuffer: 4096);
        await slow.UpgradeAsync();
        await slow.ReadFrameAsync();
        await slow.SendAsync("40");
        await slow.ReadFrameAsync();
        await server.SocketsAsync(1);
        var payload = JsonBody.Encoded(Encoding.UTF8.GetBytes($"\"{new string('x', 16_000)}\""));
        int sent = 0;
        int rounds = 0;
        // The kernel's buffers take some megabytes first.
        while (rounds < 5000 && sent == rounds)
        {
            sent += server.Main.Volatile.Emit("typing", payload);
            rounds++;
            await Task.Yield();
        }
        Assert.Equal(rounds - 1, sent);
        server.Main.Sockets[0].Emit("kept");
        for (int i = 0; i < sent; i++)
        {
            Assert.Equal(16_015, (await slow.ReadAsync()).Length);
        }
        Assert.Equal("""42["kept"]""", await slow.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public async Task Sender_that_waits_for_room_does_not_lose_a_client_that_keeps_up()
    {
        var payload = JsonBody.Encoded(Encoding.UTF8.GetBytes($"\"{new string('x', 1000)}\""));
        await using var server = await TestServer.StartAsync(
            main => main.On("replay", async (e, ct) =>
            {
                for (int i = 0; i < 5000; i++)
                {
                    await e.Socket.ReadyAsync(ct);
                    e.Socket.Emit("change", payload);
                }
                return default;
            }),
            o =>
            {
                o.OutgoingBytes = 16 << 10;
                o.VolatileBytes = 8 << 10;
            });
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["replay"]""");
        for (int i = 0; i < 5000; i++)
        {
            Assert.StartsWith("42[\"change\"", await socket.ReadAsync(), StringComparison.Ordinal);
        }
        Assert.Equal("431[]", await socket.ReadAsync());
    }

    private static async Task<string> HeardAsync(WireSocket socket, int count)
    {
        var heard = new List<string>();
        for (int i = 0; i < count; i++)
        {
            heard.Add((await socket.ReadAsync())[4..^2]);
        }
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
        return string.Join(' ', heard);
    }
}
