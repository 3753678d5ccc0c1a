using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Handlers;
using Wardline.SocketIO.Namespaces;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>A namespace at run time: its sockets and rooms, and the way to send to them.</summary>
public sealed class SocketNamespace
{
    private readonly Dictionary<string, EventHandlerDelegate> _events = new(StringComparer.Ordinal);
    private readonly List<Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>>> _filters = [];
    private readonly List<Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask>> _disconnects = [];
    private Dictionary<string, RegisteredHandler>? _sealed;

    internal SocketNamespace(string name, int maxRooms, PayloadSerializer payloads)
    {
        Name = name;
        Payloads = payloads;
        Rooms = new(maxRooms);
        All = new(this, [], [], isVolatile: false);
    }

    /// <summary>Starts with <c>/</c>, which alone is the main namespace.</summary>
    public string Name { get; }

    /// <summary>Every socket, whenever it is used.</summary>
    public BroadcastTarget All { get; }

    /// <summary>Every connected socket at this moment.</summary>
    public IReadOnlyList<SocketConnection> Sockets => All.Sockets();

    /// <summary>As a target whose events are dropped for receivers that lag behind.</summary>
    public BroadcastTarget Volatile => All.Volatile;

    internal RoomTable Rooms { get; }

    internal PayloadSerializer Payloads { get; }

    internal ConnectPipeline Connect { get; } = new();

    internal Func<SocketConnection, CancellationToken, ValueTask<ConnectResult>>? Connecting { get; private set; }

    internal Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask>? Disconnecting { get; private set; }

    internal IEnumerable<string> EventNames => _events.Keys;

    /// <summary>The sockets of a room; a socket's id is a room that only it is in.</summary>
    public BroadcastTarget To(string room) => All.To(room);

    /// <summary>Everyone but a socket or the sockets of a room.</summary>
    public BroadcastTarget Except(string room) => All.Except(room);

    /// <summary>A connected socket by its id.</summary>
    public SocketConnection? Find(string socketId) => Rooms.Find(socketId);

    /// <inheritdoc cref="BroadcastTarget.Emit(string, JsonBody)"/>
    public int Emit(string name, JsonBody body = default) => All.Emit(name, body);

    /// <inheritdoc cref="BroadcastTarget.Emit(string, JsonBody)"/>
    public int Emit<T>(string name, T payload, JsonTypeInfo<T> type) => All.Emit(name, payload, type);

    /// <inheritdoc cref="BroadcastTarget.Emit{T}(string, T)"/>
    public int Emit<T>(string name, T payload) => All.Emit(name, payload);

    /// <inheritdoc cref="BroadcastTarget.Emit(string, ReadOnlySpan{object})"/>
    public int Emit(string name, params ReadOnlySpan<object?> arguments) => All.Emit(name, arguments);

    /// <summary>Arguments written with <see cref="SocketIOOptions.JsonSerializerOptions"/>, for wherever a <see cref="JsonBody"/> is taken:
    /// <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c> become binary, anything else JSON.</summary>
    public JsonBody Body(params ReadOnlySpan<object?> arguments) => Payloads.Body(arguments);

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

    internal void AddDisconnect(Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask> handler)
    {
        ThrowIfSealed();
        _disconnects.Add(handler);
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
    internal void Seal(ServerFilters around)
    {
        Connecting = Connect.Build(around.Connects);
        Disconnecting = _disconnects is [] ? null : DisconnectAsync;
        _sealed = new(StringComparer.Ordinal);
        foreach (var (name, handler) in _events)
        {
            var next = handler;
            foreach (var filter in Enumerable.Reverse([.. around.Events, .. _filters]))
            {
                var inner = next;
                next = context => filter(context, inner);
            }
            _sealed.Add(name, new(name, next));
        }
    }

    internal RegisteredHandler? Handler(ReadOnlySpan<char> name) =>
        _sealed!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var handler) ? handler : null;

    internal void ThrowIfSealed()
    {
        if (_sealed is not null)
        {
            throw new InvalidOperationException($"Namespace '{Name}' is in use; register what it does while mapping the endpoint.");
        }
    }

    /// Each runs, whatever the one before it did, and a failure is logged for the one whose it is.
    private async ValueTask DisconnectAsync(SocketConnection socket, DisconnectReason reason, CancellationToken cancellationToken)
    {
        foreach (var disconnect in _disconnects)
        {
            try
            {
                await disconnect(socket, reason, cancellationToken);
            }
            catch (Exception error)
            {
                socket.Server.Log.HandlerFailed("disconnect", socket.Id, error);
            }
        }
    }
}

internal sealed record RegisteredHandler(string Name, EventHandlerDelegate Pipeline);
