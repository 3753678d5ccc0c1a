using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Wardline.Server.Tests.Access;

/// <summary>Just enough Engine.IO 4 and Socket.IO 5 to ask one question and read its acknowledgement.</summary>
internal sealed class TableSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private int _acks;

    public static async Task<TableSocket> OpenAsync(string url)
    {
        var socket = new TableSocket();
        var address = new UriBuilder(url) { Scheme = "ws", Path = "/api/socket/", Query = "EIO=4&transport=websocket" };
        await socket._socket.ConnectAsync(address.Uri, socket._patience.Token);
        return socket;
    }

    /// <returns>Null when the connection was admitted, else the code of the refusal.</returns>
    public async Task<string?> ConnectAsync(string? token)
    {
        await SendAsync("40" + JsonSerializer.Serialize(token is null ? [] : new Dictionary<string, string> { ["token"] = token }));
        var answer = await ReceiveAsync("40", "44");
        return answer.StartsWith("40", StringComparison.Ordinal) ? null
            : JsonDocument.Parse(answer[2..]).RootElement.GetProperty("data").GetProperty("code").GetString();
    }

    public async Task<JsonElement> EmitAsync(string name, string payload)
    {
        var id = (_acks++).ToString(CultureInfo.InvariantCulture);
        await SendAsync($"42{id}[{JsonSerializer.Serialize(name)},{payload}]");
        var ack = await ReceiveAsync($"43{id}[");
        return JsonDocument.Parse(ack.AsMemory(2 + id.Length)).RootElement[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        _socket.Dispose();
        _patience.Dispose();
    }

    private Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _patience.Token);

    private async Task<string> ReceiveAsync(params string[] starts)
    {
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            var text = Encoding.UTF8.GetString(_buffer, 0, length);
            if (starts.Any(start => text.StartsWith(start, StringComparison.Ordinal)))
            {
                return text;
            }
        }
    }
}
