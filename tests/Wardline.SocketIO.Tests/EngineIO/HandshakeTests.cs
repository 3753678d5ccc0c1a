using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class HandshakeTests
{
    [Fact]
    [Trait("Rule", "EIO-1")]
    public async Task Open_packet_has_exactly_the_five_fields()
    {
        await using var server = await TestServer.StartAsync(options: o =>
        {
            o.PingInterval = TimeSpan.FromSeconds(30);
            o.PingTimeout = TimeSpan.FromSeconds(7);
            o.MaxPayload = 12_345;
        });
        await using var socket = await WireSocket.OpenAsync(server);

        Assert.StartsWith("0{", socket.OpenPacket, StringComparison.Ordinal);
        using var open = JsonDocument.Parse(socket.OpenPacket[1..]);
        Assert.Equal(
            ["maxPayload", "pingInterval", "pingTimeout", "sid", "upgrades"],
            open.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(20, open.RootElement.GetProperty("sid").GetString()!.Length);
        Assert.Equal(0, open.RootElement.GetProperty("upgrades").GetArrayLength());
        Assert.Equal(30_000, open.RootElement.GetProperty("pingInterval").GetInt32());
        Assert.Equal(7_000, open.RootElement.GetProperty("pingTimeout").GetInt32());
        Assert.Equal(12_345, open.RootElement.GetProperty("maxPayload").GetInt32());
    }

    [Theory]
    [Trait("Rule", "EIO-2")]
    [InlineData("GET", "EIO=4&transport=abc", 0, "Transport unknown")]
    [InlineData("GET", "EIO=4", 0, "Transport unknown")]
    [InlineData("GET", "EIO=4&transport=websocket&sid=nobody", 1, "Session ID unknown")]
    [InlineData("POST", "EIO=4&transport=websocket", 2, "Bad handshake method")]
    [InlineData("PUT", "EIO=4&transport=websocket", 2, "Bad handshake method")]
    [InlineData("GET", "EIO=4&transport=websocket", 3, "Bad request")]
    public async Task Wrong_request_is_answered_with_its_code(string method, string query, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{server.Url}/api/socket/?{query}");
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($$"""{"code":{{code}},"message":"{{message}}"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [Trait("Rule", "EIO-2")]
    [InlineData("transport=websocket")]
    [InlineData("EIO=3&transport=websocket")]
    [InlineData("EIO=abc&transport=websocket")]
    public async Task Upgrade_with_another_version_is_refused(string query)
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.DialAsync(server);
        Assert.StartsWith("HTTP/1.1 400", await socket.UpgradeAsync($"/api/socket/?{query}"), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "EIO-3")]
    [InlineData("/api/socket")]
    [InlineData("/api/socket/")]
    public async Task Path_works_with_and_without_a_slash_at_its_end(string path)
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server, path);
        Assert.StartsWith("0{", socket.OpenPacket, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "EIO-2")]
    public async Task Session_opens_over_HTTP2_too()
    {
        await using var server = await TestServer.StartAsync(
            io => io.Namespace("/").On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)))),
            protocols: HttpProtocols.Http2);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/socket/?EIO=4&transport=websocket"), http, CancellationToken.None);
        Assert.StartsWith("0{", await ReadAsync(socket), StringComparison.Ordinal);
        await socket.SendAsync("40"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Assert.StartsWith("40{", await ReadAsync(socket), StringComparison.Ordinal);
        await socket.SendAsync("421[\"echo\",5]"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Assert.Equal("431[5]", await ReadAsync(socket));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);

        static async Task<string> ReadAsync(ClientWebSocket socket)
        {
            var buffer = new byte[1000];
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
    }

    [Fact]
    [Trait("Rule", "EIO-4")]
    public async Task Handshake_hook_refuses_before_the_upgrade()
    {
        await using var server = await TestServer.StartAsync(options: o => o.OnHandshake = context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ValueTask.FromResult(context.Request.Headers.Origin == "https://ward.example"
                ? HandshakeDecision.Accept()
                : HandshakeDecision.Refuse(StatusCodes.Status403Forbidden, "origin_forbidden"));
        });
        await using var foreign = await WireSocket.DialAsync(server);
        string answer = await foreign.UpgradeAsync(headers: "Origin: https://elsewhere.example\r\n");
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 7", answer, StringComparison.Ordinal);
        await using var ours = await WireSocket.OpenAsync(server, headers: "Origin: https://ward.example\r\n");
        Assert.StartsWith("0{", ours.OpenPacket, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "EIO-5")]
    public async Task One_connection_too_many_is_told_to_come_later()
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxConnections = 1);
        await using (await WireSocket.OpenAsync(server))
        {
            await using var second = await WireSocket.DialAsync(server);
            string answer = await second.UpgradeAsync();
            Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 5", answer, StringComparison.Ordinal);
        }
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        await using var third = await WireSocket.OpenAsync(server);
        Assert.StartsWith("0{", third.OpenPacket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_out_of_range_stop_the_start_and_are_all_named()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TestServer.StartAsync(options: o =>
        {
            o.Lane = 0;
            o.PingTimeout = TimeSpan.Zero;
        }));
        Assert.Contains("Lane", error.Message, StringComparison.Ordinal);
        Assert.Contains("PingTimeout", error.Message, StringComparison.Ordinal);
    }
}
