using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Namespaces;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>A namespace at run time: its sockets and rooms, and the way to send to them.</summary>
public sealed class SocketNamespace
{
    private readonly Dictionary<string, EventHandlerDelegate> _events = new(StringComparer.Ordinal);
    private readonly List<Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>>> _filters = [];
    private Dictionary<string, RegisteredHandler>? _sealed;

    internal SocketNamespace(string name, int maxRooms)
    {
        Name = name;
        Rooms = new(maxRooms);
        Everyone = new(this, [], [], isVolatile: false);
    }

    public string Name { get; }

    /// <summary>Every connected socket at this moment.</summary>
    public IReadOnlyList<SocketConnection> Sockets => Everyone.Sockets();

    /// <summary>As a target whose events are dropped for receivers that lag behind.</summary>
    public BroadcastTarget Volatile => Everyone.Volatile;

    internal RoomTable Rooms { get; }

    internal BroadcastTarget Everyone { get; }

    internal Func<SocketConnection, CancellationToken, ValueTask<ConnectResult>>? Connecting { get; set; }

    internal Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask>? Disconnecting { get; set; }

    internal IEnumerable<string> EventNames => _events.Keys;

    /// <summary>The sockets of a room; a socket's id is a room that only it is in.</summary>
    public BroadcastTarget To(string room) => Everyone.To(room);

    /// <summary>Everyone but a socket or the sockets of a room.</summary>
    public BroadcastTarget Except(string room) => Everyone.Except(room);

    public SocketConnection? Find(string socketId) => Rooms.Find(socketId);

    /// <inheritdoc cref="BroadcastTarget.Emit(string, JsonBody)"/>
    public int Emit(string name, JsonBody body = default) => Everyone.Emit(name, body);

    /// <inheritdoc cref="BroadcastTarget.Emit(string, JsonBody)"/>
    public int Emit<T>(string name, T payload, JsonTypeInfo<T> type) => Everyone.Emit(name, payload, type);

    /// <summary>Disconnects every socket the predicate chooses, and says how many.</summary>
    public int Disconnect(Func<SocketConnection, bool> predicate, bool closeConnection = false)
    {
        int count = 0;
        foreach (var socket in Sockets.Where(predicate))
        {
            socket.Disconnect(closeConnection);
            count++;
        }
        return count;
    }

    internal void AddFilter(Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>> filter)
    {
        ThrowIfSealed();
        _filters.Add(filter);
    }

    internal void AddEvent(string name, EventHandlerDelegate handler)
    {
        ThrowIfSealed();
        if (ReservedEvents.Contains(name))
        {
            throw new ArgumentException($"'{name}' is reserved by the protocol.", nameof(name));
        }
        if (!_events.TryAdd(name, handler))
        {
            throw new ArgumentException($"'{name}' has a handler already.", nameof(name));
        }
    }

    /// From here on the table of events is only read, so it needs no lock.
    internal void Seal()
    {
        _sealed = new(StringComparer.Ordinal);
        foreach (var (name, handler) in _events)
        {
            var next = handler;
            foreach (var filter in Enumerable.Reverse(_filters))
            {
                var inner = next;
                next = context => filter(context, inner);
            }
            _sealed.Add(name, new(name, next));
        }
    }

    internal RegisteredHandler? Handler(ReadOnlySpan<char> name) =>
        _sealed!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var handler) ? handler : null;

    private void ThrowIfSealed()
    {
        if (_sealed is not null)
        {
            throw new InvalidOperationException($"Namespace '{Name}' is in use; register events while mapping the endpoint.");
        }
    }
}

internal sealed record RegisteredHandler(string Name, EventHandlerDelegate Pipeline);
