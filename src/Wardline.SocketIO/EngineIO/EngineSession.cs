namespace Wardline.SocketIO.EngineIO;

/// One Engine.IO session: heartbeat, packet types, the outbox and the one way to an end.
/// What runs on top (Socket.IO, an echo) derives from it, so that a client costs one object here.
internal abstract class EngineSession : WheelEntry
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly EngineServer _server;
    private EngineTransport? _transport;
    private long _heartbeatAt;
    private long _confirmBy;
    private bool _awaitingPong;
    private bool _confirmed;
    private bool _closing;

    protected EngineSession(EngineServer server)
    {
        _server = server;
        Outbox = new(server.Limits.OutgoingBytes, server.Limits.VolatileBytes);
    }

    public string Id { get; } = SessionId.New();

    public Outbox Outbox { get; }

    public bool IsClosing => Volatile.Read(ref _closing);

    public int MaxPayload => _server.Limits.MaxPayload;

    /// `message` is only valid during the call.
    protected abstract void OnMessage(ReadOnlySpan<byte> message, bool isBinary);

    protected abstract void OnClosed(DisconnectReason reason);

    public void Open(EngineTransport transport)
    {
        lock (_gate)
        {
            _transport = transport;
            long now = _server.Milliseconds();
            _heartbeatAt = now + (long)_server.Limits.PingInterval.TotalMilliseconds;
            _confirmBy = now + (long)_server.Limits.ConnectTimeout.TotalMilliseconds;
            Reschedule(now);
        }
        Send(_server.OpenPacket(Id));
    }

    /// The layer above has admitted the client: the connect timeout no longer applies.
    protected void Confirm()
    {
        lock (_gate)
        {
            _confirmed = true;
        }
    }

    public void Receive(ReadOnlySpan<byte> message, bool isBinary)
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
            default:
                // Also a ping from the client: in version 4 only the server pings.
                Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation, "invalid packet");
                break;
        }
    }

    public bool Send(EncodedPacket packet, bool isVolatile = false)
    {
        var posted = Outbox.Post(packet, isVolatile);
        switch (posted)
        {
            case Posted.Wake:
                _transport?.Wake();
                break;
            case Posted.Full:
                // The sender may hold a lock (a broadcast does), so the end comes from elsewhere.
                ThreadPool.UnsafeQueueUserWorkItem(static session => session.Abort(DisconnectReason.SlowConsumer), this, preferLocal: false);
                break;
        }
        return posted is Posted.Wake or Posted.Queued;
    }

    /// Sends what waits and a close frame; a peer that does not answer is cut off after two seconds.
    public void Close(DisconnectReason reason, ushort status, string text = "")
    {
        lock (_gate)
        {
            if (_closing)
            {
                return;
            }
            _closing = true;
            _server.Wheel.Schedule(this, CloseTimeout);
        }
        OnClosed(reason);
        if (Outbox.Complete(WebSocketFrame.CloseFrame(status, text)) == Posted.Wake)
        {
            _transport?.Wake();
        }
    }

    public void Abort(DisconnectReason reason)
    {
        bool first;
        lock (_gate)
        {
            first = !_closing;
            _closing = true;
            _transport?.Abort();
        }
        Outbox.Abandon();
        if (first)
        {
            OnClosed(reason);
        }
    }

    /// The transport has nothing more to deliver. Answers the close of the peer, if it was the peer's.
    public async Task EndAsync()
    {
        Close(DisconnectReason.TransportClosed, WebSocketStatus.Normal);
        await Outbox.EmptyAsync();
        lock (_gate)
        {
            _transport = null;
            _server.Wheel.Cancel(this);
        }
    }

    internal override void Expire()
    {
        bool ping = false;
        DisconnectReason? end = null;
        lock (_gate)
        {
            if (_closing)
            {
                _transport?.Abort();
                Outbox.Abandon();
                return;
            }
            long now = _server.Milliseconds();
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
                    _heartbeatAt = now + (long)_server.Limits.PingTimeout.TotalMilliseconds;
                }
                Reschedule(now);
            }
        }
        if (ping)
        {
            Send(_server.Ping);
        }
        else if (end is { } reason)
        {
            Close(reason, WebSocketStatus.PolicyViolation, reason == DisconnectReason.PingTimeout ? "ping timeout" : "connect timeout");
        }
    }

    private void Pong()
    {
        lock (_gate)
        {
            if (_awaitingPong && !_closing)
            {
                _awaitingPong = false;
                long now = _server.Milliseconds();
                _heartbeatAt = now + (long)_server.Limits.PingInterval.TotalMilliseconds;
                Reschedule(now);
            }
        }
    }

    private void Reschedule(long now)
    {
        long due = _confirmed ? _heartbeatAt : Math.Min(_heartbeatAt, _confirmBy);
        _server.Wheel.Schedule(this, TimeSpan.FromMilliseconds(Math.Max(0, due - now)));
    }
}

internal static class WebSocketStatus
{
    public const ushort Normal = 1000;
    public const ushort GoingAway = 1001;
    public const ushort ProtocolError = 1002;
    public const ushort PolicyViolation = 1008;
    public const ushort TooBig = 1009;
}
