using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wardline.Server.Conformance;

namespace Wardline.Server.Tests.Conformance;

/// What the published suites look for; the rules themselves are tested in Wardline.SocketIO.Tests.
public sealed class SocketIOTestServerTests : IAsyncLifetime
{
    private readonly WebApplication _app = SocketIOTestServer.Create(0);
    private readonly HttpClient _http = new();

    private string Url => _app.Urls.Single();

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/engine.io/")]
    [InlineData("/socket.io/")]
    public async Task Open_packet_names_the_times_and_sizes_that_the_suites_expect(string path)
    {
        using var open = JsonDocument.Parse((await _http.GetStringAsync($"{Url}{path}?EIO=4&transport=polling"))[1..]);
        Assert.Equal(300, open.RootElement.GetProperty("pingInterval").GetInt32());
        Assert.Equal(200, open.RootElement.GetProperty("pingTimeout").GetInt32());
        Assert.Equal(1_000_000, open.RootElement.GetProperty("maxPayload").GetInt32());
    }

    [Fact]
    public async Task Engine_IO_echoes_text_and_binary()
    {
        using var socket = await OpenAsync("/engine.io/");
        await SendAsync(socket, "4hello");
        await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        Assert.Equal("4hello", await NextAsync(socket));
        Assert.Equal("\u0001\u0002\u0003", await NextAsync(socket));
    }

    [Theory]
    [InlineData("40", "42[\"auth\",{}]")]
    [InlineData("40{\"token\":\"123\"}", "42[\"auth\",{\"token\":\"123\"}]")]
    [InlineData("40/custom,{\"token\":\"abc\"}", "42/custom,[\"auth\",{\"token\":\"abc\"}]")]
    public async Task Socket_IO_tells_each_client_its_auth(string connect, string told)
    {
        using var socket = await OpenAsync("/socket.io/");
        await SendAsync(socket, connect);
        Assert.Contains("{\"sid\":\"", await NextAsync(socket), StringComparison.Ordinal);
        Assert.Equal(told, await NextAsync(socket));
    }

    [Fact]
    public async Task Socket_IO_gives_messages_back()
    {
        using var socket = await OpenAsync("/socket.io/");
        await SendAsync(socket, "40");
        await NextAsync(socket);
        await NextAsync(socket);
        await SendAsync(socket, """42["message",1,"2",{"3":[true]}]""");
        Assert.Equal("""42["message-back",1,"2",{"3":[true]}]""", await NextAsync(socket));
        await SendAsync(socket, """42456["message-with-ack",1,"2",{"3":[false]}]""");
        Assert.Equal("""43456[1,"2",{"3":[false]}]""", await NextAsync(socket));
        await SendAsync(socket, "40/random");
        Assert.Equal("""44/random,{"message":"Invalid namespace"}""", await NextAsync(socket));
    }

    [Fact]
    public async Task Pages_from_anywhere_may_run_the_suites()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Url}/socket.io/?EIO=4&transport=polling");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private async Task<ClientWebSocket> OpenAsync(string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{Url.Replace("http", "ws", StringComparison.Ordinal)}{path}?EIO=4&transport=websocket"), CancellationToken.None);
        Assert.StartsWith("0{", await NextAsync(socket), StringComparison.Ordinal);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// The next message; pings are answered, since they come often.
    private static async Task<string> NextAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1000];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            string text = Encoding.UTF8.GetString(buffer, 0, received.Count);
            if (text != "2")
            {
                return text;
            }
            await SendAsync(socket, "3");
        }
    }
}
