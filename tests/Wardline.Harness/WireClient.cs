using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Wardline.Harness;

/// <summary>Socket.IO by hand over a WebSocket, for what stock clients do not send.</summary>
public sealed class WireClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private int _ack;

    public static async Task<WireClient> OpenAsync(string url)
    {
        var client = new WireClient();
        await client._socket.ConnectAsync(new Uri($"{url.Replace("http", "ws")}/api/socket/?EIO=4&transport=websocket"), CancellationToken.None);
        await client.ReceiveAsync(text => text.StartsWith('0'));
        return client;
    }

    public static async Task<WireClient> ConnectAsync(string url, string token, string device = "wire")
    {
        var client = await OpenAsync(url);
        var answer = await client.EnterAsync(JsonSerializer.Serialize(new { token, device_id = device }));
        return answer.StartsWith("40", StringComparison.Ordinal) ? client : throw new InvalidOperationException(answer);
    }

    /// <returns>The CONNECT or CONNECT_ERROR packet.</returns>
    public async Task<string> EnterAsync(string auth)
    {
        await SendAsync("40" + auth);
        return await ReceiveAsync(text => text.StartsWith("40", StringComparison.Ordinal) || text.StartsWith("44", StringComparison.Ordinal));
    }

    public async Task<string> CallAsync(string arguments)
    {
        var id = _ack++;
        await SendAsync($"42{id}{arguments}");
        return await ReceiveAsync(text => text.StartsWith($"43{id}[", StringComparison.Ordinal));
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public async Task<string> ReceiveAsync(Func<string, bool> which)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
                }

                length += part.Count;
            }
            while (!part.EndOfMessage);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (which(text))
            {
                return text;
            }
        }
    }
}
