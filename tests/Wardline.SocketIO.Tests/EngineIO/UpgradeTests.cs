using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class UpgradeTests
{
    [Fact]
    [Trait("Rule", "UP-1")]
    public async Task WebSocket_takes_the_session_over()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await Probe.AnsweredAsync(server, client);
        await socket.SendAsync("5");
        await socket.SendAsync("4hello");
        Assert.Equal("4hello", await socket.ReadAsync());
        var poll = await client.PollAsync();
        Assert.Equal((400, """{"code":3,"message":"Bad request"}"""), (poll.Status, poll.Text));
        Assert.Equal(400, (await client.PostAsync("4b")).Status);
        await socket.SendAsync("4still");
        Assert.Equal("4still", await socket.ReadAsync());
        Assert.Equal(1, server.SocketIO.ConnectionCount);
        await socket.SendAsync("1");
        await socket.AssertClosedAsync(1000);
        await socket.DisposeAsync();
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "UP-2")]
    public async Task Poll_that_waits_ends_with_a_noop_when_the_probe_is_answered()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        var waiting = client.PollAsync();
        await using var socket = await Probe.AnsweredAsync(server, client);
        Assert.Equal("6", (await waiting).Text);
        Assert.Equal("6", (await client.PollAsync()).Text);
        await client.PushAsync("4by post");
        Assert.Equal("4by post", await client.NextAsync());
        await socket.SendAsync("5");
        await socket.SendAsync("4by socket");
        Assert.Equal("4by socket", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "UP-7")]
    public async Task A_late_body_that_breaks_off_does_not_touch_the_WebSocket()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        var head = $"POST /engine/?EIO=4&transport=polling&sid={client.Sid} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n4a";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await using var socket = await Probe.AnsweredAsync(server, client);
        await socket.SendAsync("5");
        await socket.SendAsync("4before");
        Assert.Equal("4before", await socket.ReadAsync());
        tcp.Client.LingerState = new LingerOption(true, 0);
        tcp.Close();
        for (int i = 0; i < 20; i++)
        {
            await socket.SendAsync($"4after {i}");
            Assert.Equal($"4after {i}", await socket.ReadAsync());
            await Task.Delay(5);
        }
    }

    [Fact]
    [Trait("Rule", "UP-1")]
    public async Task What_waits_at_the_change_goes_over_the_WebSocket()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1)).Single();
        await using var socket = await Probe.AnsweredAsync(server, client, "/api/socket");
        connection.Emit("one");
        connection.Emit("two", JsonBody.Binary(new byte[] { 1 }));
        await socket.SendAsync("5");
        Assert.Equal("""42["one"]""", await socket.ReadAsync());
        Assert.Equal("""451-["two",{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
        Assert.Equal([1], await socket.ReadBinaryAsync());
    }

    /// As the stock client does it: polling goes on until the probe is answered, then pauses, then the upgrade is said.
    [Fact]
    [Trait("Rule", "UP-3")]
    public async Task Messages_in_flight_in_both_directions_are_neither_lost_nor_reordered()
    {
        const int Rounds = 40;
        const int Each = 60;
        await using var server = await TestServer.StartAsync(main => main
            .OnConnect((c, _) =>
            {
                c.State = new List<int>();
                return ValueTask.FromResult(ConnectResult.Accept());
            })
            .On("up", TestJson.Default.Int32, (e, i, _) =>
            {
                ((List<int>)e.Socket.State!).Add(i);
                return ValueTask.FromResult(JsonBody.From(i, TestJson.Default.Int32));
            }));
        for (int round = 0; round < Rounds; round++)
        {
            using var client = await PollingClient.ConnectAsync(server);
            var connection = (await server.SocketsAsync(1)).Single();
            var down = new List<string>();
            var sending = EmitAsync(connection, Each);

            var polling = true;
            var polls = Task.Run(async () =>
            {
                while (Volatile.Read(ref polling))
                {
                    down.AddRange((await client.PollAsync()).Text.Split('\u001e'));
                }
            });
            int up = 0;
            var posts = Task.Run(async () =>
            {
                while (Volatile.Read(ref polling))
                {
                    await client.PushAsync($"42[\"up\",{up++}]", $"42[\"up\",{up++}]");
                }
            });
            await using var socket = await Probe.AnsweredAsync(server, client, "/api/socket");
            Volatile.Write(ref polling, false);
            await Task.WhenAll(polls, posts);
            await socket.SendAsync("5");
            while (up < Each)
            {
                await socket.SendAsync($"42[\"up\",{up++}]");
            }
            await socket.SendAsync($"429[\"up\",{up++}]");
            await sending;
            while (down.Count(packet => packet.StartsWith("42", StringComparison.Ordinal)) < Each || !down.Contains($"439[{up - 1}]"))
            {
                down.Add(await socket.ReadAsync());
            }
            Assert.Equal(Enumerable.Range(0, up), (List<int>)connection.State!);
            Assert.Equal(
                Enumerable.Range(0, Each).Select(i => $"42[\"down\",{i}]"),
                down.Where(packet => packet.StartsWith("42", StringComparison.Ordinal)));
            await socket.SendAsync("1");
            await Eventually.TrueAsync(() => server.Main.Sockets.Count == 0);
        }

        static async Task EmitAsync(SocketConnection connection, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(connection.Emit("down", JsonBody.From(i, TestJson.Default.Int32)));
                if (i % 4 == 0)
                {
                    await Task.Delay(1);
                }
            }
        }
    }

    [Fact]
    [Trait("Rule", "UP-7")]
    public async Task Post_that_is_still_read_when_the_WebSocket_takes_over_is_refused_and_does_no_harm()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await Probe.AnsweredAsync(server, client);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
        var head = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await tcp.GetStream().ReadExactlyAsync(head);
        await socket.SendAsync("5");
        await socket.SendAsync("4taken over");
        Assert.Equal("4taken over", await socket.ReadAsync());
        await tcp.GetStream().WriteAsync("4x"u8.ToArray());
        var status = new byte["HTTP/1.1 400".Length];
        await tcp.GetStream().ReadExactlyAsync(status);
        Assert.Equal("HTTP/1.1 400", Encoding.ASCII.GetString(status));
        await socket.SendAsync("4unharmed");
        Assert.Equal("4unharmed", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "UP-1")]
    public async Task Heartbeat_goes_on_over_the_WebSocket()
    {
        await using var server = await TestServer.EchoAsync(o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(200);
            o.PingTimeout = TimeSpan.FromSeconds(5);
        });
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await Probe.AnsweredAsync(server, client);
        socket.AnswerPings = false;
        await socket.SendAsync("5");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("2", await socket.ReadAsync());
            await socket.SendAsync("3");
        }
    }

    [Fact]
    [Trait("Rule", "UP-6")]
    public async Task Shutdown_closes_an_upgraded_session_with_1001()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        await using var socket = await Probe.AnsweredAsync(server, client, "/api/socket");
        await socket.SendAsync("5");
        await socket.RoundTripAsync();
        var stopping = server.StopAsync();
        await socket.AssertClosedAsync(1001);
        await socket.SendFrameAsync(0x88, [0x03, 0xE9]);
        await stopping;
    }
}
