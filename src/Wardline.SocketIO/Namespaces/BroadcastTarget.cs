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

    /// <summary>Sends one argument, written once with <see cref="SocketIOOptions.JsonSerializerOptions"/>; <c>byte[]</c> and
    /// <c>ReadOnlyMemory&lt;byte&gt;</c> are sent as binary. Returns to how many sockets.</summary>
    public int Emit<T>(string name, T payload) => Emit(name, _namespace.Payloads.Body(payload));

    /// <summary>Sends several arguments, each as <see cref="Emit{T}(string, T)"/> does.</summary>
    public int Emit(string name, params ReadOnlySpan<object?> arguments) => Emit(name, _namespace.Payloads.Body(arguments));

    /// <summary>Sends an event to the sockets chosen at this moment and waits for each one's answer, or for the time limit. Every socket
    /// gives one entry, whatever became of it. <see cref="Volatile"/> does not apply. The time limit is more than zero.</summary>
    public async Task<IReadOnlyList<BroadcastReply>> EmitWithAckAsync(string name, JsonBody body, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        var sockets = Sockets();
        var replies = await Task.WhenAll(sockets.Select(socket => socket.EmitWithAckAsync(name, body, timeout, cancellationToken)));
        return [.. sockets.Zip(replies, static (socket, reply) => new BroadcastReply(socket, reply))];
    }

    /// <inheritdoc cref="EmitWithAckAsync(string, JsonBody, TimeSpan, CancellationToken)"/>
    public Task<IReadOnlyList<BroadcastReply>> EmitWithAckAsync<T>(string name, T payload, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        EmitWithAckAsync(name, _namespace.Payloads.Body(payload), timeout, cancellationToken);

    /// <summary>The sockets chosen at this moment.</summary>
    public IReadOnlyList<SocketConnection> Sockets() => _namespace.Rooms.Select(_rooms, _except);

    /// <summary>Puts each of them into a room.</summary>
    public void Join(string room)
    {
        foreach (var socket in Sockets())
        {
            socket.Join(room);
        }
    }

    /// <summary>Takes each of them out of a room.</summary>
    public void Leave(string room)
    {
        foreach (var socket in Sockets())
        {
            socket.Leave(room);
        }
    }

    /// <summary>Each leaves the namespace, or its whole connection is closed.</summary>
    public void Disconnect(bool closeConnection = false)
    {
        foreach (var socket in Sockets())
        {
            socket.Disconnect(closeConnection);
        }
    }
}

/// <summary>What one socket answered to <see cref="BroadcastTarget.EmitWithAckAsync(string, JsonBody, TimeSpan, CancellationToken)"/>.</summary>
public sealed record BroadcastReply(SocketConnection Socket, AckReply Reply);
