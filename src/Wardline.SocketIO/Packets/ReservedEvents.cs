using System.Collections.Frozen;

namespace Wardline.SocketIO.Packets;

/// Names that stock clients and servers use for themselves; an EVENT packet must not carry them.
internal static class ReservedEvents
{
    private static readonly FrozenSet<string> s_names =
        FrozenSet.Create(StringComparer.Ordinal, "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    public static bool Contains(ReadOnlySpan<char> name) => s_names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
