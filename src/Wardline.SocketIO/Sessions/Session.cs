namespace Wardline.SocketIO.Sessions;

/// One client's connection, over whatever carries it: what waits to be sent, and the one way to an end.
/// The layers above (Engine.IO, a plain endpoint) derive from it, so that a client costs one object here.
internal abstract class Session : WheelEntry
{
    private static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(2);

    private volatile SessionTransport? _transport;
    private volatile bool _closing;
    private bool _finished;
    private long _closeBy;

    protected Session(SessionHost host)
    {
        Host = host;
        Outbox = new(host);
    }

    public string Id { get; } = SessionId.New();

    public SessionHost Host { get; }

    public Outbox Outbox { get; }

    public bool IsClosing => _closing;

    /// Why it ends; says something only while it is closing.
    public DisconnectReason Ending { get; private set; }

    /// Disposed when the session has ended.
    public IDisposable? Lease { get; set; }

    protected SessionTransport? Transport => _transport;

    /// Guards the state of the session and of what derives from it. The wheel's lock may be taken inside it, never the other way round.
    /// The session itself, which never leaves this library: a lock object for each idle client is saved.
    protected object Gate => this;

    /// `message` is only valid during the call.
    public abstract void Receive(ReadOnlySpan<byte> message, bool isBinary);

    /// Something came from the peer, be it a control frame.
    public virtual void Heard()
    {
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

    /// Sends what waits and a farewell; a peer that does not answer is cut off after two seconds.
    public void Close(DisconnectReason reason, ushort status, string text = "")
    {
        SessionTransport? transport;
        lock (Gate)
        {
            if (!TryBeginClosing(reason))
            {
                return;
            }
            transport = _transport;
            _closeBy = Host.Milliseconds() + (long)s_closeTimeout.TotalMilliseconds;
            Host.Wheel.Schedule(this, s_closeTimeout);
        }
        OnClosed(reason);
        if (transport is null)
        {
            Outbox.Abandon();
        }
        else if (Outbox.Complete(transport.Farewell(reason, status, text)) == Posted.Wake)
        {
            transport.Wake();
        }
    }

    /// Cuts the client off. With `carrier`, only if it is that one which still carries the session.
    public void Abort(DisconnectReason reason, SessionTransport? carrier = null)
    {
        bool first;
        SessionTransport? transport;
        lock (Gate)
        {
            if (carrier is not null && carrier != _transport)
            {
                return;
            }
            first = TryBeginClosing(reason);
            transport = _transport;
            transport?.Abort();
        }
        Outbox.Abandon();
        if (first)
        {
            OnClosed(reason);
        }
        if (transport is { FinishesSession: false })
        {
            Finish();
        }
    }

    /// The transport has ended by itself: nothing more is delivered, and the place of this client is free.
    public void Finish()
    {
        bool first;
        lock (Gate)
        {
            if (_finished)
            {
                return;
            }
            _finished = true;
            first = TryBeginClosing(DisconnectReason.TransportClosed);
            _transport = null;
            Host.Wheel.Cancel(this);
        }
        Outbox.Abandon();
        if (first)
        {
            OnClosed(DisconnectReason.TransportClosed);
        }
        OnFinished();
        try
        {
            Lease?.Dispose();
        }
        catch (Exception error)
        {
            Host.Failed(error);
        }
    }

    internal sealed override void Expire()
    {
        if (_closing)
        {
            // It may have been on its way for an older deadline when the session began to close.
            long left = _closeBy - Host.Milliseconds();
            if (left > 0)
            {
                Host.Wheel.Schedule(this, TimeSpan.FromMilliseconds(left));
            }
            else
            {
                Abort(Ending);
            }
        }
        else
        {
            OnDue();
        }
    }

    /// A deadline of the layer above has come, perhaps one that was moved meanwhile.
    protected abstract void OnDue();

    /// Called once, when the session begins to close.
    protected abstract void OnClosed(DisconnectReason reason);

    /// Called once, after everything else.
    protected virtual void OnFinished() => Host.Remove(this);

    /// Under the gate.
    protected void Carry(SessionTransport transport)
    {
        _transport = transport;
        if (_closing)
        {
            // A shutdown came before anything carried it: there was nobody to say goodbye to.
            transport.Abort();
        }
    }

    private bool TryBeginClosing(DisconnectReason reason)
    {
        if (_closing)
        {
            return false;
        }
        Ending = reason;
        _closing = true;
        return true;
    }
}
