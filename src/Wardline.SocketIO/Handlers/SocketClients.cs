namespace Wardline.SocketIO;

/// <summary>Targets as seen from the socket that an event came from.</summary>
public readonly struct SocketClients
{
    internal SocketClients(SocketConnection caller) => Caller = caller;

    /// <summary>The socket that the event came from.</summary>
    public SocketConnection Caller { get; }

    /// <summary>Every socket of the namespace.</summary>
    public BroadcastTarget All => Caller.Namespace.All;

    /// <summary>Every socket but the caller.</summary>
    public BroadcastTarget Others => Caller.Broadcast;

    /// <summary>The sockets of a room, the caller among them if it is in it; or one socket by its id.</summary>
    public BroadcastTarget Room(string room) => Caller.Namespace.To(room);

    /// <summary>The sockets of a room but the caller.</summary>
    public BroadcastTarget OthersInRoom(string room) => Caller.To(room);
}
