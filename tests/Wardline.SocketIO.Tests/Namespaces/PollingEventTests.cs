using System.Text;

namespace Wardline.SocketIO.Tests.Namespaces;

/// Socket.IO over long-polling.
public sealed class PollingEventTests
{
    private static void Echo(NamespaceBuilder ns) => ns
        .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)).With([.. e.Attachments])));

    [Fact]
    [Trait("Rule", "SIO-1")]
    public async Task Namespaces_are_entered_refused_and_unknown_as_over_WebSocket()
    {
        await using var server = await TestServer.StartAsync(io =>
        {
            io.Namespace("/").OnConnect((c, _) => ValueTask.FromResult(c.Auth is null ? ConnectResult.Refuse("no token") : ConnectResult.Accept()));
            io.Namespace("/custom");
        });
        using var client = await PollingClient.OpenAsync(server);
        await client.PushAsync("40", "40/custom,", "40/random,{\"a\":1}");
        var heard = new[] { await client.NextAsync(), await client.NextAsync(), await client.NextAsync() };
        Assert.Contains("""44{"message":"no token"}""", heard);
        Assert.Contains("""44/random,{"message":"Invalid namespace"}""", heard);
        Assert.Contains(heard, packet => packet.StartsWith("40/custom,{\"sid\":\"", StringComparison.Ordinal));
        await client.PushAsync("""40{"token":"x"}""");
        Assert.StartsWith("40{\"sid\":\"", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-9")]
    public async Task Events_of_one_body_are_answered_in_order()
    {
        await using var server = await TestServer.StartAsync(Echo);
        using var client = await PollingClient.ConnectAsync(server);
        await client.PushAsync([.. Enumerable.Range(0, 50).Select(i => $"42{i}[\"echo\",{i}]")]);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"43{i}[{i}]", await client.NextAsync());
        }
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Attachments_may_come_in_later_bodies()
    {
        await using var server = await TestServer.StartAsync(Echo);
        using var client = await PollingClient.ConnectAsync(server);
        const string Packet = """452-7["echo",[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]]""";
        await client.PushAsync(Packet);
        await client.PushAsync("bAQID");
        await client.PushAsync("b", "428[\"echo\",1]");
        Assert.Equal("""462-7[[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]]""", await client.NextAsync());
        Assert.Equal("bAQID", await client.NextAsync());
        Assert.Equal("b", await client.NextAsync());
        Assert.Equal("438[1]", await client.NextAsync());
    }

    [Theory]
    [Trait("Rule", "SIO-12")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4096)]
    [InlineData(700_000)]
    public async Task Binary_of_any_length_survives_base64(int length)
    {
        await using var server = await TestServer.StartAsync(Echo, o => o.OutgoingBytes = 4 << 20);
        using var client = await PollingClient.ConnectAsync(server);
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await client.PushAsync("""451-1["echo",{"_placeholder":true,"num":0}]""", "b" + Convert.ToBase64String(bytes));
        Assert.Equal("""461-1[{"_placeholder":true,"num":0}]""", await client.NextAsync());
        Assert.Equal("b" + Convert.ToBase64String(bytes), await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Server_asks_and_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        var asked = socket.EmitWithAckAsync("ask", JsonBody.From(41, TestJson.Default.Int32), TimeSpan.FromSeconds(10));
        string question = await client.NextAsync();
        Assert.EndsWith("[\"ask\",41]", question, StringComparison.Ordinal);
        await client.PushAsync("43" + question[2..question.IndexOf('[', StringComparison.Ordinal)] + "[42]");
        var reply = await asked;
        Assert.Equal(AckStatus.Received, reply.Status);
        Assert.Equal("42", Encoding.UTF8.GetString(reply.Argument(0).Span));
    }

    [Fact]
    [Trait("Rule", "LP-12")]
    public async Task Volatile_events_wait_for_a_poll_up_to_their_bound()
    {
        await using var server = await TestServer.StartAsync(options: o => o.VolatileBytes = 1024);
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        // Proves that the answer to the CONNECT no longer counts.
        await client.PushAsync("""421["none"]""");
        await client.NextAsync();
        await client.PushAsync("""422["none"]""");
        await client.NextAsync();
        var body = JsonBody.From(new string('x', 600), TestJson.Default.String);
        Assert.True(socket.EmitVolatile("v", body));
        Assert.False(socket.EmitVolatile("v", body));
        Assert.True(socket.Emit("w"));
        Assert.StartsWith("42[\"v\",\"xxx", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("""42["w"]""", await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "LP-12")]
    public async Task Client_that_does_not_poll_is_cut_off_at_its_bound()
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(
            main => main.OnDisconnect((_, why, _) =>
            {
                reason.SetResult(why);
                return ValueTask.CompletedTask;
            }),
            o =>
            {
                o.OutgoingBytes = 8 << 10;
                o.VolatileBytes = 4 << 10;
            });
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        var body = JsonBody.From(new string('x', 1000), TestJson.Default.String);
        int sent = 0;
        while (socket.Emit("fill", body))
        {
            Assert.InRange(++sent, 1, 8);
        }
        Assert.Equal(DisconnectReason.SlowConsumer, await reason.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "LP-12")]
    public async Task Sender_that_awaits_readiness_sends_any_amount_to_a_client_that_polls()
    {
        await using var server = await TestServer.StartAsync(options: o =>
        {
            o.OutgoingBytes = 8 << 10;
            o.VolatileBytes = 4 << 10;
        });
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        var body = JsonBody.From(new string('x', 1000), TestJson.Default.String);
        var sending = SendAsync();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(1013, (await client.NextAsync()).Length);
        }
        await sending;

        async Task SendAsync()
        {
            for (int i = 0; i < 100; i++)
            {
                await socket.ReadyAsync();
                Assert.True(socket.Emit("fill", body));
            }
        }
    }
}
