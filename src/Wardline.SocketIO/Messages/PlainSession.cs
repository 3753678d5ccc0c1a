using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Messages;

/// A WebSocket without a protocol on top. Its heartbeat is WebSocket's own ping; any sign of life will do as an answer.
internal sealed class PlainSession : Session
{
    private static readonly EncodedPacket s_ping = WebSocketFrame.Control(WebSocketFrame.Ping, []);

    private readonly MessageSocket _socket;
    private bool _heard;
    private bool _asked;

    public PlainSession(SocketIOServer server, MessageHandlers handlers, HandshakeSnapshot handshake, object? state)
        : base(server.Host) => _socket = new(this, server, handlers, handshake, state);

    public void Open(WebSocketTransport transport)
    {
        lock (Gate)
        {
            Carry(transport);
            if (IsClosing)
            {
                return;
            }
            Host.Wheel.Schedule(this, Host.Limits.PingInterval);
        }
        _socket.Begin();
    }

    public override void Receive(ReadOnlySpan<byte> message, bool isBinary)
    {
        if (!IsClosing)
        {
            _socket.Receive(message, isBinary);
        }
    }

    public override void Heard() => Volatile.Write(ref _heard, true);

    protected override void OnClosed(DisconnectReason reason) => _socket.End(reason);

    protected override void OnDue()
    {
        bool silent;
        lock (Gate)
        {
            if (IsClosing)
            {
                return;
            }
            silent = _asked && !Volatile.Read(ref _heard);
            if (!silent)
            {
                _asked = !_asked;
                Volatile.Write(ref _heard, false);
                Host.Wheel.Schedule(this, _asked ? Host.Limits.PingTimeout : Host.Limits.PingInterval);
            }
        }
        if (silent)
        {
            Close(DisconnectReason.PingTimeout, WebSocketStatus.PolicyViolation, "ping timeout");
        }
        else if (_asked)
        {
            Send(s_ping);
        }
    }
}
