using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// A WebSocket that wants to take over a polling session. It says `2probe`, hears `3probe`, ends its polling and says `5`.
internal sealed class UpgradeProbe(EngineSession session) : Session(session.Host)
{
    private bool _answered;

    public void Open(WebSocketTransport transport)
    {
        lock (Gate)
        {
            Carry(transport);
            Host.Wheel.Schedule(this, Host.Limits.UpgradeTimeout);
        }
        if (session.IsClosing)
        {
            Abort(DisconnectReason.TransportClosed);
        }
    }

    public override void Receive(ReadOnlySpan<byte> message, bool isBinary)
    {
        if (!isBinary && !_answered && message.SequenceEqual("2probe"u8))
        {
            _answered = true;
            session.BeginUpgrade();
            Send(EnginePackets.ProbeAnswer);
        }
        else if (!isBinary && _answered && message.SequenceEqual("5"u8))
        {
            ((WebSocketTransport)Transport!).HandOver(session, session.Upgrade);
        }
        else
        {
            Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation, "invalid packet");
        }
    }

    protected override void OnDue() => Close(DisconnectReason.ConnectTimeout, WebSocketStatus.PolicyViolation, "upgrade timeout");

    protected override void OnClosed(DisconnectReason reason) => session.EndUpgrade(this);

    /// It was never counted: the session it belongs to is.
    protected override void OnFinished()
    {
    }
}
