namespace Wardline.SocketIO.EngineIO;

/// Carries a session's packets. It takes from the session's outbox when woken; what it receives it hands to the session.
internal abstract class EngineTransport
{
    /// Something waits in an outbox that was empty. Called under no lock of the transport; must not block.
    public abstract void Wake();

    /// Ends the transport at once, without a farewell.
    public abstract void Abort();
}
