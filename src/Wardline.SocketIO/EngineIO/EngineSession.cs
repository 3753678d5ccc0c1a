using System.Buffers;
using System.Buffers.Text;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// One Engine.IO session: packet types, heartbeat, connect timeout, and the change from polling to WebSocket.
internal abstract class EngineSession(SessionHost host, EngineEndpoint endpoint) : Session(host)
{
    private long _heartbeatAt;
    private long _confirmBy;
    private bool _awaitingPong;
    private bool _confirmed;
    private UpgradeProbe? _probe;

    /// Another path's clients cannot reach it, though they may know its id.
    public EngineEndpoint Endpoint { get; } = endpoint;

    /// What the client ended, or is at fault for, is unknown at once; a farewell of the server's may still be fetched by a poll.
    public bool IsReachable => !IsClosing || Ending is DisconnectReason.ServerLeft or DisconnectReason.ServerShutdown;

    /// Null once the session is carried by a WebSocket.
    public PollingTransport? Polling => Transport as PollingTransport;

    protected abstract void OnMessage(ReadOnlySpan<byte> message, bool isBinary);

    /// The client is told its session before anything else.
    protected virtual void OnOpened()
    {
    }

    public void Open(SessionTransport transport)
    {
        lock (Gate)
        {
            Carry(transport);
            if (IsClosing)
            {
                return;
            }
            long now = Host.Milliseconds();
            _heartbeatAt = now + (long)Host.Limits.PingInterval.TotalMilliseconds;
            _confirmBy = now + (long)Host.Limits.ConnectTimeout.TotalMilliseconds;
            Reschedule(now);
        }
        Send(Endpoint.OpenPacket(Id, canUpgrade: transport is PollingTransport));
        OnOpened();
    }

    public sealed override void Receive(ReadOnlySpan<byte> message, bool isBinary)
    {
        if (IsClosing)
        {
            return;
        }
        if (isBinary)
        {
            OnMessage(message, isBinary: true);
            return;
        }
        switch (message.IsEmpty ? (byte)0 : message[0])
        {
            case (byte)'4':
                OnMessage(message[1..], isBinary: false);
                break;
            case (byte)'3' when message.Length == 1:
                Pong();
                break;
            case (byte)'1' when message.Length == 1:
                Close(DisconnectReason.TransportClosed, WebSocketStatus.Normal);
                break;
            case (byte)'6' when message.Length == 1:
                break;
            case PollingPayload.BinaryMark when TryReceiveBase64(message[1..]):
                break;
            default:
                // Also a ping from the client: in version 4 only the server pings.
                Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation, "invalid packet");
                break;
        }
    }

    /// As polling clients send binary, and such as are told to on a WebSocket.
    private bool TryReceiveBase64(ReadOnlySpan<byte> message)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(message.Length));
        try
        {
            if (Base64.DecodeFromUtf8(message, bytes, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }
            OnMessage(bytes.AsSpan(0, length), isBinary: true);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// A request must not slip in between a deadline and the tick of the wheel that sees it.
    public bool IsReachableNow()
    {
        OnDue();
        return IsReachable;
    }

    /// The session's WebSocket to be; null when it has one, is getting one, or is ending.
    public UpgradeProbe? TryProbe()
    {
        lock (Gate)
        {
            return IsClosing || _probe is not null || Polling is null ? null : _probe = new(this);
        }
    }

    /// The probe was answered: polls are now told to stop.
    public void BeginUpgrade() => Polling?.Pause();

    /// The probe came to nothing; the session goes on polling.
    public void EndUpgrade(UpgradeProbe probe)
    {
        lock (Gate)
        {
            if (_probe == probe)
            {
                _probe = null;
                Polling?.Resume();
            }
        }
    }

    /// From here on the WebSocket carries the session.
    public void Upgrade(WebSocketTransport transport)
    {
        PollingTransport? polling;
        lock (Gate)
        {
            polling = Polling;
            _probe = null;
            if (IsClosing || polling is null)
            {
                transport.Abort();
                return;
            }
            Carry(transport);
        }
        polling.Leave();
        if (Outbox.Hand())
        {
            transport.Wake();
        }
    }

    /// The layer above has admitted the client: the connect timeout no longer applies.
    protected void Confirm()
    {
        lock (Gate)
        {
            _confirmed = true;
        }
    }

    protected override void OnClosed(DisconnectReason reason)
    {
        UpgradeProbe? probe;
        lock (Gate)
        {
            probe = _probe;
        }
        probe?.Abort(reason);
    }

    protected sealed override void OnDue()
    {
        bool ping = false;
        DisconnectReason? end = null;
        lock (Gate)
        {
            if (IsClosing)
            {
                return;
            }
            long now = Host.Milliseconds();
            if (!_confirmed && now >= _confirmBy)
            {
                end = DisconnectReason.ConnectTimeout;
            }
            else if (now >= _heartbeatAt && _awaitingPong)
            {
                end = DisconnectReason.PingTimeout;
            }
            else
            {
                if (now >= _heartbeatAt)
                {
                    ping = _awaitingPong = true;
                    // Counted from when the ping was due; a server that is late itself leaves the client at least half of the time.
                    long timeout = (long)Host.Limits.PingTimeout.TotalMilliseconds;
                    _heartbeatAt = Math.Max(_heartbeatAt + timeout, now + (timeout / 2));
                }
                Reschedule(now);
            }
        }
        if (ping)
        {
            Send(EnginePackets.Ping);
        }
        else if (end is { } reason)
        {
            Close(reason, WebSocketStatus.PolicyViolation, reason == DisconnectReason.PingTimeout ? "ping timeout" : "connect timeout");
        }
    }

    private void Pong()
    {
        lock (Gate)
        {
            if (_awaitingPong && !IsClosing)
            {
                _awaitingPong = false;
                long now = Host.Milliseconds();
                _heartbeatAt = now + (long)Host.Limits.PingInterval.TotalMilliseconds;
                Reschedule(now);
            }
        }
    }

    private void Reschedule(long now)
    {
        long due = _confirmed ? _heartbeatAt : Math.Min(_heartbeatAt, _confirmBy);
        Host.Wheel.Schedule(this, TimeSpan.FromMilliseconds(Math.Max(0, due - now)));
    }
}
