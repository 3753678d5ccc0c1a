namespace Wardline.SocketIO.Tests.EngineIO;

/// How a polling session lives and ends.
public sealed class PollingEndTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private static void Fast(SocketIOOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(200);
        options.PingTimeout = TimeSpan.FromMilliseconds(400);
    }

    [Fact]
    [Trait("Rule", "LP-9")]
    public async Task Client_that_says_goodbye_hears_nothing_but_the_end_of_its_poll()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var waiting = client.PollAsync();
        await client.PushAsync("1");
        var poll = await waiting;
        Assert.Equal((200, "6"), (poll.Status, poll.Text));
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "LP-9")]
    public async Task What_follows_a_goodbye_in_the_same_body_is_ignored()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await client.PushAsync("1", "4after");
        Assert.Equal(0, server.SocketIO.ConnectionCount);
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    [Theory]
    [Trait("Rule", "LP-10")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_that_ends_the_connection_delivers_what_waits_and_says_so(bool polling)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        var poll = polling ? client.PollAsync() : null;
        socket.Emit("last words");
        socket.Disconnect(closeConnection: true);
        string heard = (await (poll ?? client.PollAsync())).Text;
        if (heard == """42["last words"]""")
        {
            heard += "\u001e" + (await client.PollAsync()).Text;
        }
        Assert.Equal("42[\"last words\"]\u001e1", heard);
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    /// The end may come while the answer to a poll is being written: it is then in the next one.
    [Fact]
    [Trait("Rule", "LP-10")]
    public async Task Nothing_is_lost_when_the_end_comes_while_a_poll_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        for (int round = 0; round < 60; round++)
        {
            using var client = await PollingClient.ConnectAsync(server);
            var socket = (await server.SocketsAsync(1)).Single();
            var heard = HearAsync(client);
            for (int i = 0; i < 3; i++)
            {
                socket.Emit("word");
                if ((round + i) % 3 == 0)
                {
                    await Task.Yield();
                }
            }
            socket.Disconnect(closeConnection: true);
            Assert.Equal(["""42["word"]""", """42["word"]""", """42["word"]""", "1"], await heard);
            Assert.Equal(400, (await client.PollAsync()).Status);
            await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        }

        static async Task<List<string>> HearAsync(PollingClient client)
        {
            var heard = new List<string>();
            while (heard is not [.., "1"])
            {
                heard.Add(await client.NextAsync());
            }
            return heard;
        }
    }

    [Fact]
    [Trait("Rule", "LP-10")]
    public async Task Farewell_that_nobody_fetches_gives_the_place_free()
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxConnections = 1);
        using (await PollingClient.ConnectAsync(server))
        {
            (await server.SocketsAsync(1)).Single().Disconnect(closeConnection: true);
            await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        }
        using var next = await PollingClient.ConnectAsync(server);
        Assert.StartsWith("0{", next.OpenPacket, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "LP-10")]
    public async Task Invalid_packet_ends_the_session_and_a_poll_that_waits_hears_it()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var waiting = client.PollAsync();
        // Lets the poll arrive first; should it not, it is refused, which is as right.
        await Task.Delay(50);
        Assert.Equal(400, (await client.PostAsync("4abc")).Status);
        var poll = await waiting;
        Assert.True(poll is { Status: 200, Text: "1" } or { Status: 400 }, poll.ToString());
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    [Fact]
    [Trait("Rule", "LP-10")]
    public async Task Leaving_a_namespace_does_not_end_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        socket.Disconnect();
        Assert.Equal("41", await client.NextAsync());
        await client.PushAsync("40");
        Assert.StartsWith("40{", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "LP-10")]
    public async Task Shutdown_is_told_to_clients_that_poll_after_handlers_have_answered()
    {
        var release = new TaskCompletionSource();
        var server = await TestServer.StartAsync(main => main.On("slow", async (_, _) =>
        {
            await release.Task;
            return default;
        }));
        using var client = await PollingClient.ConnectAsync(server);
        await client.PushAsync("""421["slow"]""");
        var stopping = server.StopAsync();
        var refused = await client.SendAsync(HttpMethod.Get, client.Url.Split("&sid", StringSplitOptions.None)[0]);
        Assert.Equal(503, refused.Status);
        release.SetResult();
        Assert.Equal("431[]", await client.NextAsync());
        Assert.Equal("1", await client.NextAsync());
        await stopping.WaitAsync(s_limit);

        // It comes back to whoever serves the port now.
        int port = server.Port;
        await server.DisposeAsync();
        await using var next = await TestServer.StartAsync(port: port);
        Assert.Equal(400, (await client.PollAsync()).Status);
        using var again = await PollingClient.ConnectAsync(next);
        Assert.NotEqual(client.Sid, again.Sid);
    }

    [Fact]
    [Trait("Rule", "LP-11")]
    public async Task Pings_come_with_the_polls_and_pongs_with_the_posts()
    {
        await using var server = await TestServer.EchoAsync(o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(200);
            o.PingTimeout = TimeSpan.FromSeconds(5);
        });
        using var client = await PollingClient.OpenAsync(server, "/engine");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("2", (await client.PollAsync()).Text);
            await client.PushAsync("3");
        }
    }

    [Fact]
    [Trait("Rule", "LP-11")]
    public async Task Session_that_nobody_polls_ends_with_its_ping_timeout_and_gives_its_place_free()
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.MessagesAsync(
            messages => messages.OnDisconnected((_, why, _) =>
            {
                reason.SetResult(why);
                return ValueTask.CompletedTask;
            }),
            o =>
            {
                Fast(o);
                o.MaxConnections = 1;
            });
        using var client = await PollingClient.OpenAsync(server, "/engine");
        Assert.Equal(DisconnectReason.PingTimeout, await reason.Task.WaitAsync(s_limit));
        var poll = await client.PollAsync();
        Assert.Equal((400, """{"code":1,"message":"Session ID unknown"}"""), (poll.Status, poll.Text));
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        using var next = await PollingClient.OpenAsync(server, "/engine");
        Assert.NotEqual(client.Sid, next.Sid);
    }

    [Fact]
    [Trait("Rule", "LP-11")]
    public async Task Poll_that_waits_hears_the_ping_timeout()
    {
        await using var server = await TestServer.EchoAsync(Fast);
        using var client = await PollingClient.OpenAsync(server, "/engine");
        Assert.Equal("2", (await client.PollAsync()).Text);
        Assert.Equal("1", (await client.PollAsync()).Text);
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    [Fact]
    [Trait("Rule", "SIO-4")]
    public async Task Client_that_polls_but_enters_no_namespace_is_closed()
    {
        await using var server = await TestServer.StartAsync(options: o => o.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        using var client = await PollingClient.OpenAsync(server);
        Assert.Equal("1", (await client.PollAsync()).Text);
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "EIO-5")]
    public async Task Limit_of_connections_counts_polling_sessions_however_they_end()
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxConnections = 2);
        for (int round = 0; round < 5; round++)
        {
            using var one = await PollingClient.ConnectAsync(server);
            using var two = await PollingClient.OpenAsync(server);
            var refused = await one.SendAsync(HttpMethod.Get, one.Url.Split("&sid", StringSplitOptions.None)[0]);
            Assert.Equal((503, """{"code":4,"message":"Too many connections"}"""), (refused.Status, refused.Text));
            await one.PushAsync("1");
            Assert.Equal(400, (await two.PostAsync("abc")).Status);
            await one.PollAsync();
            await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        }
    }
}
