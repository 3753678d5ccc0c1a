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
            if (IsClosing)
            {
                return;
            }
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
            else if (now >= _dueAt)
            {
                bool isGone = _asked && !Volatile.Read(ref _heard);
                end = isGone ? DisconnectReason.PingTimeout : null;
                ask = !_asked;
                Expect(now, ask, (long)(ask ? Host.Limits.PingTimeout : Host.Limits.PingInterval).TotalMilliseconds);
            }
            else if (pace != Pace.Idle && Interlocked.Exchange(ref _heard, false))
            {
                if (_asked)
                {
                    Expect(now, answer: false, (long)Host.Limits.PingInterval.TotalMilliseconds);
                }
            }
            else if (pace != Pace.Idle && !_asked)
            {
                // It was sent something and says nothing by itself.
                ask = true;
                Expect(now, answer: true, AnswerTime);
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

    private void Expect(long now, bool answer, long milliseconds)
    {
        _asked = answer;
        Volatile.Write(ref _heard, false);
        _dueAt = now + milliseconds;
    }

    private void Reschedule(long now) => Host.Wheel.Schedule(this, TimeSpan.FromMilliseconds(Math.Max(0, Math.Min(LookAt, _dueAt) - now)));
}
