using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Messages;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO;

/// <summary>One client of an endpoint that speaks in messages of its own, over a plain WebSocket
/// (<see cref="MessageSocketEndpoint.MapMessageSocket"/>) or over Engine.IO (<see cref="MessageSocketEndpoint.MapEngineIO"/>).
/// All members may be called from any thread.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing to dispose, and handlers may still look at its token.")]
public sealed class MessageSocket : ILaneOwner<MessageItem>
{
    private readonly Session _session;
    private readonly MessageHandlers _handlers;
    private readonly SocketIOServer _server;
    private readonly Lane<MessageItem> _lane;
    private readonly CancellationTokenSource _disconnected = new();

    internal MessageSocket(Session session, SocketIOServer server, MessageHandlers handlers, HandshakeSnapshot handshake, object? state)
    {
        _session = session;
        _server = server;
        _handlers = handlers;
        _lane = new(this, server.Host);
        Handshake = handshake;
        State = state;
    }

    /// <summary>Unguessable, and another one for every connection.</summary>
    public string Id => _session.Id;

    /// <summary>What the request that opened the connection said.</summary>
    public HandshakeSnapshot Handshake { get; }

    /// <summary>Whatever the application ties to this socket; at first what <see cref="MessageAdmission.Accept"/> was given.</summary>
    public object? State { get; set; }

    /// <summary>Cancelled when the socket is gone.</summary>
    public CancellationToken Disconnected => _disconnected.Token;

    /// <summary>Sends one text message. False when the socket is gone or too slow; one that is too slow
    /// (<see cref="SocketIOOptions.OutgoingBytes"/>) is cut off.</summary>
    /// <param name="utf8">UTF-8; the bytes are copied.</param>
    public bool Send(ReadOnlySpan<byte> utf8) => _session.Send(_handlers.Encode(utf8, isBinary: false));

    /// <summary>Sends one text message of JSON.</summary>
    public bool Send<T>(T value, JsonTypeInfo<T> type) => Send(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Sends one binary message.</summary>
    public bool SendBinary(ReadOnlySpan<byte> bytes) => _session.Send(_handlers.Encode(bytes, isBinary: true));

    /// <summary>Completes when at most half of <see cref="SocketIOOptions.OutgoingBytes"/> waits for this client.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => _session.Outbox.ReliefAsync().WaitAsync(cancellationToken);

    /// <summary>Sends what waits, then closes.</summary>
    /// <param name="status">A WebSocket close code: 1000–1003, 1007–1014 or 3000–4999. A polling Engine.IO client does not see it.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    public void Close(ushort status, string reason = "")
    {
        WebSocketStatus.Check(status, reason);
        _session.Close(DisconnectReason.ServerLeft, status, reason);
    }

    async Task ILaneOwner<MessageItem>.RunAsync(MessageItem item)
    {
        try
        {
            await (item.Step switch
            {
                MessageStep.Opened => _handlers.Connected?.Invoke(this, Disconnected),
                MessageStep.Message => _handlers.Received?.Invoke(this, new(item.Bytes, item.IsBinary), Disconnected),
                _ => _handlers.Disconnected?.Invoke(this, item.Reason, _server.Aborted),
            } ?? ValueTask.CompletedTask);
        }
        catch (OperationCanceledException) when (Disconnected.IsCancellationRequested)
        {
            // The client is gone, and with it the wish for an answer.
        }
        catch (Exception error)
        {
            _server.Log.HandlerFailed("message", Id, error.GetType().FullName, error.StackTrace);
            if (_handlers.OnFailure is { Length: > 0 } said)
            {
                Send(said);
            }
        }
    }

    /// Before the first message is read.
    internal void Begin()
    {
        if (_handlers.Connected is not null)
        {
            _lane.TryAdd(new(MessageStep.Opened, []), always: true);
        }
    }

    internal void Receive(ReadOnlySpan<byte> message, bool isBinary)
    {
        if ((_server.Host.IsDraining || !_lane.TryAdd(new(MessageStep.Message, message.ToArray(), isBinary))) && _handlers.WhenBusy is { Length: > 0 } said)
        {
            Send(said);
        }
    }

    internal void End(DisconnectReason reason)
    {
        _lane.TryAdd(new(MessageStep.Ended, [], Reason: reason), always: true);
        // What the application registered on the token runs elsewhere, and may throw there: this may be the read loop.
        _ = _disconnected.CancelAsync();
    }
}

/// <summary>A message of a client. The bytes belong to the receiver.</summary>
/// <param name="Bytes">The whole message; a text message is valid UTF-8.</param>
/// <param name="IsBinary">Whether it came as a binary message.</param>
public readonly record struct SocketMessage(ReadOnlyMemory<byte> Bytes, bool IsBinary);
