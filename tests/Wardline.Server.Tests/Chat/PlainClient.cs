using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wardline.Harness;

namespace Wardline.Server.Tests.Chat;

/// <summary>A plain WebSocket client, and what it is closed with.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>Null while it is open, as far as was read.</summary>
    public int? ClosedWith { get; private set; }

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <param name="token">In the <c>Authorization</c> header; null for none.</param>
    public static async Task<PlainClient> OpenAsync(string url, string path, string? token = null, params (string Name, string Value)[] headers)
    {
        var client = new PlainClient();
        if (token is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            client._socket.Options.SetRequestHeader(name, value);
        }

        client._socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await client._socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + path), client._patience.Token);
        }
        catch (WebSocketException)
        {
            client.HttpStatus = (int)client._socket.HttpStatusCode;
        }

        return client;
    }

    /// <summary>With which the upgrade was refused; 0 when it was not.</summary>
    public int HttpStatus { get; private set; }

    public static async Task<PlainClient> SignInAsync(WardServer server, string userName, string path) =>
        await OpenAsync(server.Url, path, await server.TokenAsync(userName));

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, endOfMessage: true, _patience.Token);

    /// <summary>A question as documented, with more fields or others.</summary>
    public Task AskAsync(string content, string? patientId = null, string more = "") => SendAsync(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"content":{{JsonSerializer.Serialize(content)}},"timestamp":"{{TimeProvider.System.GetUtcNow():O}}","session_id":"s1"{{(patientId is null ? "" : $",\"patient_id\":\"{patientId}\"")}}{{more}}}"""));

    /// <summary>The next message; null when the server closed instead.</summary>
    public async Task<JsonElement?> TryReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
            }
            catch (WebSocketException)
            {
                ClosedWith = 1006;
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                ClosedWith = (int?)_socket.CloseStatus;
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                Assert.Equal(WebSocketMessageType.Text, part.MessageType);
                using var body = JsonDocument.Parse(_buffer.AsMemory(0, length));
                return body.RootElement.Clone();
            }
        }
    }

    public async Task<JsonElement> ReceiveAsync() => await TryReceiveAsync() ?? throw new InvalidOperationException($"Closed with {ClosedWith}: {CloseReason}");

    /// <summary>Reads on to the close frame.</summary>
    public async Task<int?> CloseCodeAsync()
    {
        while (await TryReceiveAsync() is not null)
        {
        }

        return ClosedWith;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
