namespace Wardline.SocketIO.Sessions;

/// Carries a session's packets. It takes from the session's outbox when woken; what it receives it hands to the session.
internal abstract class SessionTransport
{
    /// Something waits in an outbox that was empty. Called under no lock of the transport; must not block.
    public abstract void Wake();

    /// Whether a task of the transport's own sees its end and finishes the session.
    public virtual bool FinishesSession => true;

    /// Ends the transport at once, without a farewell.
    public abstract void Abort();

    /// The last thing a peer of this transport hears.
    public abstract EncodedPacket Farewell(DisconnectReason reason, ushort status, string text);
}
