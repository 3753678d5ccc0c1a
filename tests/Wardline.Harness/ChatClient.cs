using System.Collections.Concurrent;
using System.Text.Json;
using SocketIOClient;
using SocketIOClient.Transport;
using Wardline.Testing;

namespace Wardline.Harness;

/// <summary>The stock C# client, signed in, keeping all it hears in order.</summary>
public sealed class ChatClient : IAsyncDisposable
{
    private readonly SocketIOClient.SocketIO _socket;

    private ChatClient(SocketIOClient.SocketIO socket) => _socket = socket;

    public ConcurrentQueue<(string Name, JsonElement Body)> Heard { get; } = new();

    public string? Refusal { get; private set; }

    public bool IsConnected => _socket.Connected;

    public static async Task<ChatClient> ConnectAsync(string url, object auth)
    {
        var client = await TryConnectAsync(url, auth);
        if (client.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"Refused: {refusal}");
        }

        return client;
    }

    /// <summary>Connects, or keeps in <see cref="Refusal"/> what the server said.</summary>
    public static async Task<ChatClient> TryConnectAsync(string url, object auth)
    {
        var socket = new SocketIOClient.SocketIO(url, new SocketIOOptions
        {
            Path = "/api/socket",
            Transport = TransportProtocol.WebSocket,
            AutoUpgrade = false,
            Auth = auth,
            Reconnection = false,
        });
        var client = new ChatClient(socket);
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        socket.OnConnected += (_, _) => settled.TrySetResult();
        socket.OnError += (_, error) =>
        {
            client.Refusal = error;
            settled.TrySetResult();
        };
        socket.OnAny((name, answer) => client.Heard.Enqueue((name, answer.GetValue<JsonElement>().Clone())));
        await socket.ConnectAsync();
        await settled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        return client;
    }

    public async Task<JsonElement> CallAsync(string name, object payload)
    {
        var answered = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.EmitAsync(name, answer => answered.TrySetResult(answer.GetValue<JsonElement>().Clone()), payload);
        return await answered.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public Task<JsonElement> SendAsync(Guid conversation, string content, Guid? clientId = null) =>
        CallAsync("send_message", new { client_id = clientId ?? Guid.CreateVersion7(), conversation_id = conversation, content });

    public IReadOnlyList<JsonElement> All(string name) => [.. Heard.Where(heard => heard.Name == name).Select(heard => heard.Body)];

    public async Task<JsonElement> HearAsync(string name, Func<JsonElement, bool> which)
    {
        await Eventually.TrueAsync(() => All(name).Any(which), TimeSpan.FromSeconds(10));
        return All(name).First(which);
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisconnectAsync();
        _socket.Dispose();
    }
}
