using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Namespaces;

internal enum LaneKind
{
    Connect,
    Event,
    Disconnect,
}

/// What a socket's lane runs.
internal readonly record struct LaneItem(LaneKind Kind, EventContext? Event = null, DisconnectReason Reason = default) : ILaneItem
{
    public int Size => Event?.Size ?? 0;

    public bool IsLast => Kind == LaneKind.Disconnect;
}
