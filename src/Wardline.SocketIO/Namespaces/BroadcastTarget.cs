using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>A choice of sockets: the union of the rooms given (all sockets when none is), less the exceptions.
/// It is looked up when used, so a target may be kept.</summary>
public sealed class BroadcastTarget
{
    private readonly SocketNamespace _namespace;
    private readonly string[] _rooms;
    private readonly string[] _except;
    private readonly bool _volatile;

    internal BroadcastTarget(SocketNamespace ns, string[] rooms, string[] except, bool isVolatile)
    {
        _namespace = ns;
        _rooms = rooms;
        _except = except;
        _volatile = isVolatile;
    }

    /// <summary>Events are dropped for receivers that lag behind by more than <see cref="SocketIOOptions.VolatileBytes"/>.</summary>
    public BroadcastTarget Volatile => new(_namespace, _rooms, _except, isVolatile: true);

    /// <summary>Adds the sockets of a room, or one socket by its id.</summary>
    public BroadcastTarget To(string room) => new(_namespace, [.. _rooms, room], _except, _volatile);

    /// <summary>Takes away the sockets of a room, or one socket by its id.</summary>
    public BroadcastTarget Except(string room) => new(_namespace, _rooms, [.. _except, room], _volatile);

    /// <summary>Sends an event, encoded once for all. Returns to how many sockets; a receiver that is too slow is cut off instead.</summary>
    public int Emit(string name, JsonBody body = default) =>
        _namespace.Rooms.Send(_rooms, _except, PacketEncoder.Event(_namespace.Name, name, ackId: null, body), _volatile);

    /// <inheritdoc cref="Emit(string, JsonBody)"/>
    public int Emit<T>(string name, T payload, JsonTypeInfo<T> type) => Emit(name, JsonBody.From(payload, type));

    /// <summary>The sockets chosen at this moment.</summary>
    public IReadOnlyList<SocketConnection> Sockets() => _namespace.Rooms.Select(_rooms, _except);

    public void Join(string room)
    {
        foreach (var socket in Sockets())
        {
            socket.Join(room);
        }
    }

    public void Leave(string room)
    {
        foreach (var socket in Sockets())
        {
            socket.Leave(room);
        }
    }

    public void Disconnect(bool closeConnection = false)
    {
        foreach (var socket in Sockets())
        {
            socket.Disconnect(closeConnection);
        }
    }
}
