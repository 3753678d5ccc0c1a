using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.SocketIO.Tests.Messages;

/// How a plain WebSocket opens, and how it is kept alive.
public sealed class PlainSocketTests
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
        await using var server = await TestServer.MappedAsync(app => app.MapMessageSocket("/ws", messages => messages
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
            })));
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
