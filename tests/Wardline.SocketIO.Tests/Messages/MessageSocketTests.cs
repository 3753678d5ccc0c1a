using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.SocketIO.Tests.Messages;

public sealed class MessageSocketTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private static ValueTask Echo(MessageSocket socket, SocketMessage message, CancellationToken ct)
    {
        _ = message.IsBinary ? socket.SendBinary(message.Bytes.Span) : socket.Send(message.Bytes.Span);
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Trait("Rule", "MS-1")]
    public async Task Request_that_is_no_WebSocket_is_told_to_upgrade()
    {
        await using var server = await TestServer.EchoAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync($"{server.Url}/ws");
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("websocket", response.Headers.Upgrade.Single().Name);
        Assert.Equal(0, server.SocketIO.ConnectionCount);
    }

    [Fact]
    [Trait("Rule", "MS-2")]
    public async Task Application_accepts_with_a_state_refuses_with_a_status_or_closes_with_a_code()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnConnecting(context => ValueTask.FromResult<MessageAdmission>(context.Request.Query["who"].ToString() switch
            {
                "" => MessageAdmission.Refuse(401, "Who are you?"),
                "gone" => MessageAdmission.CloseWith(4001, "expired ☤"),
                var who => MessageAdmission.Accept(who),
            }))
            .OnMessage((socket, _, _) =>
            {
                socket.Send(Encoding.UTF8.GetBytes((string)socket.State!));
                return ValueTask.CompletedTask;
            }));
        await using var accepted = await WireSocket.PlainAsync(server, "/ws?who=ana");
        await accepted.SendAsync("?");
        Assert.Equal("ana", await accepted.ReadAsync());

        await using var closed = await WireSocket.PlainAsync(server, "/ws?who=gone");
        var frame = (await closed.ReadFrameAsync())!.Value;
        Assert.Equal((8, 4001, "expired ☤"), (frame.Opcode, (frame.Payload[0] << 8) + frame.Payload[1], Encoding.UTF8.GetString(frame.Payload.AsSpan(2))));

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Url}/ws");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        using var refused = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("""{"code":4,"message":"Who are you?"}""", await refused.Content.ReadAsStringAsync());
        Assert.Equal(1, server.SocketIO.ConnectionCount);
    }

    [Fact]
    [Trait("Rule", "MS-3")]
    public async Task One_socket_too_many_is_closed_with_1013_on_whichever_endpoint_it_comes()
    {
        await using var server = await TestServer.EchoAsync(o => o.MaxConnections = 2);
        await using var first = await WireSocket.PlainAsync(server);
        using (var polling = await PollingClient.OpenAsync(server, "/engine"))
        {
            await using var third = await WireSocket.PlainAsync(server);
            await third.AssertClosedAsync(1013);
            await polling.PushAsync("1");
        }
        await using var next = await WireSocket.PlainAsync(server);
        await next.SendAsync("in");
        Assert.Equal("in", await next.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "MS-4")]
    public async Task Silent_socket_is_pinged_and_lives_on_any_sign()
    {
        await using var server = await TestServer.EchoAsync(o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(200);
            o.PingTimeout = TimeSpan.FromSeconds(1);
        });
        await using var socket = await WireSocket.PlainAsync(server);
        byte[][] signs = [Frames(0x8A), Frames(0x89), Frames(0x02, 1), Frames(0x80)];
        foreach (byte[] sign in signs)
        {
            Frame frame;
            while ((frame = (await socket.ReadFrameAsync())!.Value).Opcode != 9)
            {
                Assert.True(frame.Opcode is 2 or 10);
            }
            await socket.SendRawAsync(sign);
        }

        static byte[] Frames(byte first, params byte[] payload) => WireSocket.Encode(first, payload);
    }

    [Fact]
    [Trait("Rule", "MS-4")]
    public async Task Socket_that_answers_no_ping_is_closed()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.MessagesAsync(
            messages => messages.OnDisconnected((_, why, _) =>
            {
                reason.SetResult(why);
                return ValueTask.CompletedTask;
            }),
            o => o.PingInterval = o.PingTimeout = TimeSpan.FromMilliseconds(200));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.AssertClosedAsync(1008);
        Assert.Equal(DisconnectReason.PingTimeout, await reason.Task.WaitAsync(s_limit));
    }

    [Theory]
    [Trait("Rule", "MS-5")]
    [InlineData(3, 4 << 20, 10)]
    [InlineData(100, 1024, 400)]
    public async Task Full_lane_answers_at_once_by_count_and_by_bytes(int lane, int laneBytes, int length)
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(
            messages => messages.WhenBusy("busy"u8).OnMessage(async (socket, message, ct) =>
            {
                begun.TrySetResult();
                await release.Task;
                await Echo(socket, message, ct);
            }),
            o => (o.Lane, o.LaneBytes) = (lane, laneBytes));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("0" + new string('.', length));
        await begun.Task;
        int fit = Math.Min(lane, laneBytes / (length + 1));
        for (int i = 1; i <= fit + 1; i++)
        {
            await socket.SendAsync(i + new string('.', length));
        }
        Assert.Equal("busy", await socket.ReadAsync());
        release.SetResult();
        for (int i = 0; i <= fit; i++)
        {
            Assert.Equal(i + new string('.', length), await socket.ReadAsync());
        }
    }

    [Fact]
    [Trait("Rule", "SIO-11")]
    public async Task Events_that_wait_are_bounded_in_bytes_too()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(
            main => main.On("slow", async (_, _) =>
            {
                begun.TrySetResult();
                await release.Task;
                return default;
            }),
            o => o.LaneBytes = 1024);
        await using var socket = await WireSocket.ConnectAsync(server);
        string large = "\"" + new string('x', 2000) + "\"";
        await socket.SendAsync($"421[\"slow\",{large}]");
        await begun.Task;
        // The largest fits when nothing else waits.
        await socket.SendAsync($"422[\"slow\",{large}]");
        await socket.SendAsync("423[\"slow\",1]");
        Assert.StartsWith("433[{\"ok\":false,\"code\":\"try_later\"", await socket.ReadAsync(), StringComparison.Ordinal);
        release.SetResult();
        Assert.Equal("431[]", await socket.ReadAsync());
        Assert.Equal("432[]", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "MS-5")]
    public async Task Handler_that_throws_is_answered_and_logged_without_its_words()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnFailure("failed"u8)
            .OnMessage((socket, message, ct) => message.Bytes.Span.SequenceEqual("throw"u8) ? throw new InvalidOperationException("a secret") : Echo(socket, message, ct)));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("throw");
        await socket.SendAsync("next");
        Assert.Equal("failed", await socket.ReadAsync());
        Assert.Equal("next", await socket.ReadAsync());
        string line = server.Log.Lines.Single(logged => logged.Level == LogLevel.Error).Line;
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "MS-5")]
    public async Task Connected_handler_runs_before_the_first_message()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnConnected(async (socket, _) =>
            {
                await release.Task;
                socket.Send("welcome"u8);
            })
            .OnMessage(Echo));
        await using var plain = await WireSocket.PlainAsync(server);
        await using var engine = await WireSocket.OpenAsync(server, "/engine");
        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await plain.SendAsync("first");
        await engine.SendAsync("4first");
        await polling.PushAsync("4first");
        release.SetResult();
        Assert.Equal(["welcome", "first"], [await plain.ReadAsync(), await plain.ReadAsync()]);
        Assert.Equal(["4welcome", "4first"], [await engine.ReadAsync(), await engine.ReadAsync()]);
        Assert.Equal(["4welcome", "4first"], [await polling.NextAsync(), await polling.NextAsync()]);
    }

    [Fact]
    [Trait("Rule", "MS-6")]
    public async Task Close_comes_after_what_was_sent()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            socket.Send("one"u8);
            socket.SendBinary(new byte[100_000]);
            socket.Close(4321, "enough");
            Assert.False(socket.Send("two"u8));
            return ValueTask.CompletedTask;
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("go");
        Assert.Equal("one", await socket.ReadAsync());
        Assert.Equal(100_000, (await socket.ReadBinaryAsync()).Length);
        await socket.AssertClosedAsync(4321);
    }

    [Theory]
    [Trait("Rule", "MS-6")]
    [InlineData(0, "")]
    [InlineData(999, "")]
    [InlineData(1005, "")]
    [InlineData(1006, "")]
    [InlineData(1015, "")]
    [InlineData(2999, "")]
    [InlineData(5000, "")]
    [InlineData(1000, "124 bytes")]
    [InlineData(4000, "124 bytes")]
    public void Close_that_could_not_travel_is_refused(int status, string reason)
    {
        if (reason.Length > 0)
        {
            reason = new string('x', 122) + "é";
        }
        Assert.ThrowsAny<ArgumentException>(() => MessageAdmission.CloseWith((ushort)status, reason));
    }

    [Fact]
    [Trait("Rule", "MS-6")]
    public async Task Reason_of_the_longest_kind_travels_and_a_longer_one_throws_in_the_handler()
    {
        var refused = new TaskCompletionSource<Exception>();
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            refused.SetResult(Assert.ThrowsAny<ArgumentException>(() => socket.Close(4000, new string('x', 124))));
            socket.Close(4000, new string('x', 123));
            return ValueTask.CompletedTask;
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("go");
        Assert.Contains("123", (await refused.Task.WaitAsync(s_limit)).Message, StringComparison.Ordinal);
        Assert.Equal(125, (await socket.ReadFrameAsync())!.Value.Payload.Length);
    }

    [Fact]
    [Trait("Rule", "MS-7")]
    public async Task Shutdown_lets_a_handler_answer_refuses_newcomers_and_closes_with_1001()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(messages => messages.WhenBusy("busy"u8).OnMessage(async (socket, message, ct) =>
        {
            begun.TrySetResult();
            await release.Task;
            await Echo(socket, message, ct);
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("answer me");
        await begun.Task;
        var stopping = server.StopAsync();
        await using (var late = await WireSocket.PlainAsync(server))
        {
            await late.AssertClosedAsync(1013);
        }
        await socket.SendAsync("another");
        Assert.Equal("busy", await socket.ReadAsync());
        release.SetResult();
        Assert.Equal("answer me", await socket.ReadAsync());
        await socket.AssertClosedAsync(1001);
        await socket.SendFrameAsync(0x88, [0x03, 0xE9]);
        await stopping.WaitAsync(s_limit);
    }

    [Theory]
    [Trait("Rule", "MS-8")]
    [InlineData("/ws")]
    [InlineData("/engine")]
    public async Task Disconnect_handler_runs_once_after_the_messages_that_wait(string path)
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var seen = new List<string>();
        var ended = new TaskCompletionSource<bool>();
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnMessage(async (_, message, _) =>
            {
                begun.TrySetResult();
                await release.Task;
                seen.Add(Encoding.UTF8.GetString(message.Bytes.Span));
            })
            .OnDisconnected((socket, reason, _) =>
            {
                seen.Add($"{reason}");
                ended.SetResult(socket.Disconnected.IsCancellationRequested);
                return ValueTask.CompletedTask;
            }));
        string packet = path == "/ws" ? "" : "4";
        await using (var socket = path == "/ws" ? await WireSocket.PlainAsync(server) : await WireSocket.OpenAsync(server, path))
        {
            await socket.SendAsync(packet + "a");
            await socket.SendAsync(packet + "b");
            await begun.Task;
            await socket.SendFrameAsync(0x88, [0x03, 0xE8]);
            await socket.AssertClosedAsync(1000);
        }
        release.SetResult();
        Assert.True(await ended.Task.WaitAsync(s_limit));
        Assert.Equal(["a", "b", "TransportClosed"], seen);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "MS-9")]
    public async Task Engine_IO_clients_speak_in_message_packets_over_both_transports()
    {
        await using var server = await TestServer.EchoAsync();
        await using var socket = await WireSocket.OpenAsync(server, "/engine/");
        await socket.SendAsync("4text");
        await socket.SendBinaryAsync(1, 2, 3);
        Assert.Equal("4text", await socket.ReadAsync());
        Assert.Equal([1, 2, 3], await socket.ReadBinaryAsync());
        await socket.SendAsync("abc");
        await socket.AssertClosedAsync(1008);

        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await polling.PushAsync("4text", "bAQID");
        Assert.Equal("4text", await polling.NextAsync());
        Assert.Equal("bAQID", await polling.NextAsync());
    }

    [Fact]
    [Trait("Rule", "EIO-8")]
    public async Task Base64_on_a_WebSocket_is_binary()
    {
        await using var server = await TestServer.EchoAsync();
        await using var socket = await WireSocket.OpenAsync(server, "/engine/");
        await socket.SendAsync("bAQID");
        await socket.SendAsync("b");
        Assert.Equal([1, 2, 3], await socket.ReadBinaryAsync());
        Assert.Empty(await socket.ReadBinaryAsync());
        await socket.SendAsync("bAQI");
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "MS-9")]
    public async Task Close_of_an_Engine_IO_client_that_polls_is_a_close_packet()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            socket.Send("bye"u8);
            socket.Close(4000);
            return ValueTask.CompletedTask;
        }));
        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await polling.PushAsync("4go");
        Assert.Equal("4bye", await polling.NextAsync());
        Assert.Equal("1", await polling.NextAsync());
    }

    [Fact]
    [Trait("Rule", "WS-1")]
    public async Task Plain_socket_opens_over_HTTP2()
    {
        await using var server = await TestServer.EchoAsync(protocols: HttpProtocols.Http2);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/ws"), http, CancellationToken.None);
        await socket.SendAsync("hi"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[100];
        using var limit = new CancellationTokenSource(s_limit);
        var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        Assert.Equal("hi", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, limit.Token);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
