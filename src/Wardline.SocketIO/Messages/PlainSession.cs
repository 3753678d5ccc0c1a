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
    private long _dueAt;

    public PlainSession(SocketIOServer server, MessageHandlers handlers, HandshakeSnapshot handshake, object? state)
        : base(server.Host) => _socket = new(this, server, handlers, handshake, state);

    public void Open(WebSocketTransport transport)
    {
        lock (Gate)
        {
            Carry(transport);
            long now = Host.Milliseconds();
            Look(now);
            _dueAt = now + (long)Host.Limits.PingInterval.TotalMilliseconds;
            Reschedule(now);
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
        bool ask = false;
        DisconnectReason? end = null;
        lock (Gate)
        {
            if (IsClosing)
            {
                return;
            }
            long now = Host.Milliseconds();
            var pace = Look(now);
            if (pace == Pace.Stuck)
            {
                end = DisconnectReason.SlowConsumer;
            }
            else if ((now >= _dueAt || pace != Pace.Idle) && Interlocked.Exchange(ref _heard, false))
            {
                _asked = false;
                _dueAt = now + (long)Host.Limits.PingInterval.TotalMilliseconds;
            }
            else if (now >= _dueAt && _asked)
            {
                end = DisconnectReason.PingTimeout;
            }
            else if (!_asked && (now >= _dueAt || pace != Pace.Idle))
            {
                ask = _asked = true;
                _dueAt = now + (now >= _dueAt ? (long)Host.Limits.PingTimeout.TotalMilliseconds : AnswerTime);
            }
            Reschedule(now);
        }
        if (ask)
        {
            Send(s_ping);
        }
        else if (end == DisconnectReason.SlowConsumer)
        {
            Abort(DisconnectReason.SlowConsumer);
        }
        else if (end is not null)
        {
            Close(DisconnectReason.PingTimeout, WebSocketStatus.PolicyViolation, "ping timeout");
        }
    }

    private void Reschedule(long now) => Host.Wheel.Schedule(this, TimeSpan.FromMilliseconds(Math.Max(0, Math.Min(LookAt, _dueAt) - now)));
}
