using System.Text;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class StoppedReaderTests
{
    private static async Task<WireSocket> EnterAsync(TestServer server)
    {
        var socket = await WireSocket.DialAsync(server, receiveBuffer: 4096);
        await socket.UpgradeAsync();
        await socket.ReadFrameAsync();
        await socket.SendAsync("40");
        await socket.ReadFrameAsync();
        return socket;
    }

    private static Action<NamespaceBuilder> Report(TaskCompletionSource<DisconnectReason> reason) => main => main.OnDisconnect((_, why, _) =>
    {
        reason.TrySetResult(why);
        return ValueTask.CompletedTask;
    });

    [Fact]
    [Trait("Rule", "EIO-17")]
    public async Task Client_that_stops_reading_is_closed_long_before_its_heartbeat_and_the_others_get_every_message()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(Report(reason), o => o.WriteTimeout = TimeSpan.FromSeconds(1));
        await using var stopped = await EnterAsync(server);
        await using var others = await WireSocket.ConnectAsync(server);
        await server.SocketsAsync(2);
        int sent = 0;
        while (!reason.Task.IsCompleted)
        {
            server.Main.Emit("news", JsonBody.Encoded(Encoding.UTF8.GetBytes($"{sent}")));
            Assert.Equal($"42[\"news\",{sent}]", await others.ReadAsync());
            sent++;
            await Task.Delay(10);
        }
        Assert.Equal(DisconnectReason.PingTimeout, await reason.Task);
        Assert.Single(server.Main.Sockets);
        Assert.StartsWith("43999", await others.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "EIO-17")]
    public async Task Client_that_takes_nothing_is_cut_off_though_it_says_that_it_is_there()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(Report(reason), o =>
        {
            o.WriteTimeout = TimeSpan.FromSeconds(1);
            o.OutgoingBytes = 64 << 20;
        });
        await using var stopped = await EnterAsync(server);
        var socket = Assert.Single(await server.SocketsAsync(1));
        var payload = JsonBody.Encoded(Encoding.UTF8.GetBytes($"\"{new string('x', 64 << 10)}\""));
        for (int i = 0; i < 500; i++)
        {
            Assert.True(socket.Emit("news", payload));
        }
        while (!reason.Task.IsCompleted)
        {
            try
            {
                await stopped.SendAsync("3");
            }
            catch (IOException)
            {
                break;
            }
            await Task.Delay(10);
        }
        Assert.Equal(DisconnectReason.SlowConsumer, await reason.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    [Trait("Rule", "EIO-17")]
    public async Task Plain_client_that_stops_reading_is_closed()
    {
        var gone = new TaskCompletionSource<DisconnectReason>();
        MessageSocket? socket = null;
        await using var server = await TestServer.StartAsync(
            services => services.AddSocketIO(o => o.WriteTimeout = TimeSpan.FromSeconds(1)),
            app => app.MapMessageSocket("/plain", plain => plain
                .OnConnected((connected, _) =>
                {
                    socket = connected;
                    return ValueTask.CompletedTask;
                })
                .OnDisconnected((_, why, _) =>
                {
                    gone.TrySetResult(why);
                    return ValueTask.CompletedTask;
                })));
        await using var stopped = await WireSocket.DialAsync(server);
        await stopped.UpgradeAsync("/plain");
        await Eventually.TrueAsync(() => socket is not null);
        while (!gone.Task.IsCompleted)
        {
            socket!.Send("news"u8);
            await Task.Delay(10);
        }
        Assert.Equal(DisconnectReason.PingTimeout, await gone.Task);
    }

    [Fact]
    [Trait("Rule", "EIO-17")]
    public async Task Idle_client_is_not_asked_early()
    {
        await using var server = await TestServer.StartAsync(options: o => o.WriteTimeout = TimeSpan.FromSeconds(2));
        await using var socket = await WireSocket.ConnectAsync(server);
        socket.AnswerPings = false;
        // There is a look every 200 ms; what was sent at the beginning may bring one or two questions.
        var counting = CountAsync();
        await Task.Delay(1500);
        await socket.SendAsync("""421["end"]""");
        Assert.InRange(await counting, 0, 2);

        async Task<int> CountAsync()
        {
            int pings = 0;
            for (; await socket.ReadAsync() == "2"; pings++)
            {
                await socket.SendAsync("3");
            }
            return pings;
        }
    }
}
