using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Messages;

namespace Wardline.SocketIO;

/// <summary>Registers what an endpoint of messages does.</summary>
public sealed class MessageSocketBuilder
{
    internal MessageSocketBuilder(bool overEngineIO) => Handlers = new(overEngineIO);

    internal MessageHandlers Handlers { get; }

    /// <summary>Decides who may open a socket, before the WebSocket is opened. Everybody may when it is left out.</summary>
    public MessageSocketBuilder OnConnecting(Func<HttpContext, ValueTask<MessageAdmission>> handler)
    {
        Handlers.Connecting = handler;
        return this;
    }

    /// <summary>Runs once for every socket, before its first message.</summary>
    public MessageSocketBuilder OnConnected(Func<MessageSocket, CancellationToken, ValueTask> handler)
    {
        Handlers.Connected = handler;
        return this;
    }

    /// <summary>Runs one message at a time, in order, apart from the reading; up to <see cref="SocketIOOptions.Lane"/> wait.</summary>
    public MessageSocketBuilder OnMessage(Func<MessageSocket, SocketMessage, CancellationToken, ValueTask> handler)
    {
        Handlers.Received = handler;
        return this;
    }

    /// <summary>Runs once for every socket, after its last message. The token is cancelled when a shutdown no longer waits.</summary>
    public MessageSocketBuilder OnDisconnected(Func<MessageSocket, DisconnectReason, CancellationToken, ValueTask> handler)
    {
        Handlers.Disconnected = handler;
        return this;
    }

    /// <summary>What is sent instead of handling a message that finds the lane full or the server shutting down; nothing when left out.</summary>
    public MessageSocketBuilder WhenBusy(ReadOnlySpan<byte> utf8)
    {
        Handlers.WhenBusy = utf8.ToArray();
        return this;
    }

    /// <summary>
    /// Why a plain WebSocket beyond <see cref="SocketIOOptions.MaxConnections"/> is closed (1013), and what is sent before.
    /// <see cref="OnConnecting"/> was asked by then.
    /// </summary>
    /// <param name="reason">At most 123 bytes in UTF-8.</param>
    /// <param name="lastWords">A message in UTF-8.</param>
    public MessageSocketBuilder WhenFull(string reason, ReadOnlySpan<byte> lastWords)
    {
        Handlers.WhenFull = (reason, lastWords.ToArray());
        return this;
    }

    /// <summary>What is sent when a handler throws; nothing when left out. The exception is logged by type.</summary>
    public MessageSocketBuilder OnFailure(ReadOnlySpan<byte> utf8)
    {
        Handlers.OnFailure = utf8.ToArray();
        return this;
    }
}
