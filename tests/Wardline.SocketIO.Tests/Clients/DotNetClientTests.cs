using System.Text.Json;
using SocketIOClient;
using SocketIOClient.Transport;
using ClientOptions = SocketIOClient.SocketIOOptions;

namespace Wardline.SocketIO.Tests.Clients;

/// An independent C# client.
public sealed class DotNetClientTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private static SocketIOClient.SocketIO Client(
        TestServer server,
        string token = "good",
        bool reconnection = false,
        TransportProtocol transport = TransportProtocol.WebSocket) => new(server.Url, new ClientOptions
        {
            Path = "/api/socket",
            Transport = transport,
            AutoUpgrade = false,
            Reconnection = reconnection,
            ReconnectionDelay = 100,
            ReconnectionDelayMax = 300,
            Auth = new Dictionary<string, string> { ["token"] = token },
        });

    /// The client's own ConnectAsync may return before the server has answered.
    private static async Task ConnectAsync(SocketIOClient.SocketIO client)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OnConnected += (_, _) => connected.TrySetResult();
        await client.ConnectAsync().WaitAsync(s_limit);
        await connected.Task.WaitAsync(s_limit);
    }

    private static async Task<SocketIOResponse> AskAsync(SocketIOClient.SocketIO client, string name, params object[] data)
    {
        var answer = new TaskCompletionSource<SocketIOResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.EmitAsync(name, response => answer.TrySetResult(response), data);
        return await answer.Task.WaitAsync(s_limit);
    }

    [Theory]
    [Trait("Rule", "SIO-22")]
    [InlineData(TransportProtocol.WebSocket)]
    [InlineData(TransportProtocol.Polling)]
    public async Task Connects_with_auth_and_is_answered(TransportProtocol transport)
    {
        await using var server = await ClientWard.StartAsync();
        using var client = Client(server, transport: transport);
        await ConnectAsync(client);
        Assert.True(client.Connected);
        Assert.Equal("João ☤", (await AskAsync(client, "echo", "João ☤")).GetValue<string>());
        Assert.Equal("Hello Ana", (await AskAsync(client, "greet", new { name = "Ana" })).GetValue<string>());
        Assert.Equal("unknown_event", (await AskAsync(client, "nothing")).GetValue<JsonElement>().GetProperty("code").GetString());
        client.On("ask", question => _ = question.CallbackAsync(question.GetValue<int>() + 1));
        Assert.Equal(42, (await AskAsync(client, "ask_me", 41)).GetValue<int>());
        await client.DisconnectAsync();
        await Eventually.TrueAsync(() => server.Main.Sockets.Count == 0);
    }

    [Fact]
    [Trait("Rule", "SIO-22")]
    public async Task Sends_and_receives_binary()
    {
        await using var server = await ClientWard.StartAsync();
        using var client = Client(server);
        await ConnectAsync(client);
        Assert.Equal([1, 2, 3], (await AskAsync(client, "echo", new byte[] { 1, 2, 3 })).GetValue<byte[]>());
        var bytes = new TaskCompletionSource<byte[]>();
        client.On("bytes", response => bytes.TrySetResult(response.GetValue<byte[]>()));
        await client.EmitAsync("send_me_bytes");
        Assert.Equal([9, 8, 7], await bytes.Task.WaitAsync(s_limit));
    }

    [Fact]
    [Trait("Rule", "SIO-22")]
    public async Task Hears_its_room_and_no_other()
    {
        await using var server = await ClientWard.StartAsync();
        using var a = Client(server);
        using var b = Client(server);
        await Task.WhenAll(ConnectAsync(a), ConnectAsync(b));
        var heard = new TaskCompletionSource<string>();
        b.On("news", response => heard.TrySetResult(response.GetValue<string>()));
        Assert.Equal(0, (await AskAsync(a, "tell", "icu")).GetValue<int>());
        Assert.True((await AskAsync(b, "join", "icu")).GetValue<bool>());
        Assert.Equal(1, (await AskAsync(a, "tell", "icu")).GetValue<int>());
        Assert.Equal("hello", await heard.Task.WaitAsync(s_limit));
    }

    [Fact]
    [Trait("Rule", "SIO-22")]
    public async Task Is_told_why_it_may_not_connect()
    {
        await using var server = await ClientWard.StartAsync();
        using var client = Client(server, token: "bad");
        var error = new TaskCompletionSource<string>();
        client.OnError += (_, message) => error.TrySetResult(message);
        _ = client.ConnectAsync();
        Assert.Contains("unauthorized", await error.Task.WaitAsync(s_limit), StringComparison.Ordinal);
        Assert.False(client.Connected);
    }

    [Fact]
    [Trait("Rule", "SIO-22")]
    public async Task Comes_back_after_a_restart()
    {
        var server = await ClientWard.StartAsync();
        try
        {
            using var client = Client(server, reconnection: true);
            await ConnectAsync(client);
            string first = client.Id;
            int port = server.Port;
            await server.DisposeAsync();
            server = await ClientWard.StartAsync(port);
            await Eventually.TrueAsync(() => client.Connected && client.Id != first);
            Assert.Equal("back", (await AskAsync(client, "echo", "back")).GetValue<string>());
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
