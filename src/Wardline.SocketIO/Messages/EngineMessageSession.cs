using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.EngineIO;

namespace Wardline.SocketIO.Messages;

/// Messages straight over Engine.IO, without Socket.IO.
internal sealed class EngineMessageSession : EngineSession
{
    private readonly SocketIOServer _server;
    private readonly MessageSocket _socket;

    public EngineMessageSession(SocketIOServer server, EngineEndpoint endpoint, MessageHandlers handlers, HttpContext context)
        : base(server.Host, endpoint)
    {
        _server = server;
        _socket = new(this, server, handlers, new(context), state: null);
        // There is no namespace to be admitted to.
        Confirm();
    }

    protected override void OnOpened() => _socket.Begin();

    protected override void OnMessage(ReadOnlySpan<byte> message, bool isBinary) => _socket.Receive(message, isBinary);

    protected override void OnClosed(DisconnectReason reason)
    {
        base.OnClosed(reason);
        _socket.End(reason);
        _server.Log.Closed(Id, reason);
    }
}
