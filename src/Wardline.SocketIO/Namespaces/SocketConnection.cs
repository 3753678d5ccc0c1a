using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;
using Wardline.SocketIO.Namespaces;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>One client in one namespace. All members may be called from any thread.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing to dispose, and handlers may still look at its token.")]
public sealed partial class SocketConnection : ILaneOwner<LaneItem>
{
    private readonly ClientSession _session;
    /// Also the lock of this socket's own state: it is an object that nobody else sees.
    private readonly Lane<LaneItem> _lane;
    private CancellationTokenSource? _disconnected;
    private List<EncodedPacket>? _held;
    private PendingAcks? _acks;
    private Dictionary<object, object?>? _items;
    private int _heldBytes;
    private volatile SocketPhase _phase;

    internal SocketConnection(ClientSession session, SocketNamespace ns, JsonElement? auth)
    {
        _session = session;
        Namespace = ns;
        Auth = auth;
        _lane = new(this, Server.Host);
    }

    /// <summary>Unguessable, and another one after every reconnect.</summary>
    public string Id { get; } = SessionId.New();

    /// <summary>The namespace it is in.</summary>
    public SocketNamespace Namespace { get; }

    /// <summary>What the request that opened the connection said.</summary>
    public HandshakeSnapshot Handshake => _session.Handshake;

    /// <summary>The <c>auth</c> object of the client, if it sent one. Forgotten once OnConnect has decided, since tokens live in it.</summary>
    public JsonElement? Auth { get; private set; }

    /// <summary>Whatever the application ties to this socket, usually set in OnConnect.</summary>
    public object? State { get; set; }

    /// <summary>Whatever the parts of the application tie to this socket, by keys of their own. The dictionary itself is not locked.</summary>
    public IDictionary<object, object?> Items
    {
        get
        {
            lock (_lane)
            {
                return _items ??= [];
            }
        }
    }

    /// <summary>Whether the client has been accepted and is not gone.</summary>
    public bool IsConnected => _phase == SocketPhase.Connected;

    /// <summary>Cancelled when the socket is gone.</summary>
    public CancellationToken Disconnected
    {
        get
        {
            lock (_lane)
            {
                return _disconnected?.Token
                    ?? (_phase == SocketPhase.Gone ? new CancellationToken(canceled: true) : (_disconnected = new()).Token);
            }
        }
    }

    /// <summary>The rooms it has joined.</summary>
    public IReadOnlyList<string> Rooms => Namespace.Rooms.RoomsOf(this);

    /// <summary>Everyone in the namespace but this socket.</summary>
    public BroadcastTarget Broadcast => Namespace.Except(Id);

    internal SocketIOServer Server => _session.Server;

    /// Guarded by the namespace's RoomTable.
    internal HashSet<string>? RoomSet { get; set; }

    /// Guarded by the namespace's RoomTable.
    internal bool HasLeft { get; set; }

    /// <summary>False when the socket is gone, in <see cref="SocketIOOptions.MaxRooms"/> rooms already, or when the room's name is
    /// another socket's id.</summary>
    public bool Join(string room) => Namespace.Rooms.Join(this, room);

    /// <summary>Leaves a room; nothing happens when it is not in it.</summary>
    public void Leave(string room) => Namespace.Rooms.Leave(this, room);

    /// <summary>The sockets of a room but this one.</summary>
    public BroadcastTarget To(string room) => Broadcast.To(room);

    /// <summary>False when the socket is gone or too slow.</summary>
    public bool Emit(string name, JsonBody body = default) => Send(PacketEncoder.Event(Namespace.Name, name, ackId: null, body), isVolatile: false);

    /// <inheritdoc cref="Emit(string, JsonBody)"/>
    public bool Emit<T>(string name, T payload, JsonTypeInfo<T> type) => Emit(name, JsonBody.From(payload, type));

    /// <summary>Sends the event unless the client lags behind by more than <see cref="SocketIOOptions.VolatileBytes"/>.</summary>
    public bool EmitVolatile(string name, JsonBody body = default) => Send(PacketEncoder.Event(Namespace.Name, name, ackId: null, body), isVolatile: true);

    /// <summary>Sends an event and waits for the client's answer. Not from this socket's own handlers without need:
    /// the socket's next event waits meanwhile.</summary>
    public async Task<AckReply> EmitWithAckAsync(string name, JsonBody body, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        PendingAcks acks;
        lock (_lane)
        {
            if (_phase == SocketPhase.Gone)
            {
                return new(AckStatus.Disconnected);
            }
            acks = _acks ??= new(Server.Options.MaxPendingAcks);
        }
        if (!acks.TryAdd(Server.Host.Wheel, timeout, out var pending, out var refusal))
        {
            return new(refusal);
        }
        try
        {
            Send(PacketEncoder.Event(Namespace.Name, name, pending.Id, body), isVolatile: false);
            return await pending.Reply.WaitAsync(cancellationToken);
        }
        finally
        {
            acks.Take(pending.Id);
            Server.Host.Wheel.Cancel(pending);
        }
    }

    /// <summary>Completes when at most half of <see cref="SocketIOOptions.OutgoingBytes"/> waits for this client:
    /// await it now and then when emitting many events in a row, so that a client that keeps up is never cut off.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => _session.Outbox.ReliefAsync().WaitAsync(cancellationToken);

    /// <summary>Leaves the namespace (the client does not come back by itself), or closes the whole connection.</summary>
    public void Disconnect(bool closeConnection = false)
    {
        if (closeConnection)
        {
            _session.Close(DisconnectReason.ServerLeft, WebSocketStatus.Normal);
        }
        else if (TryEnd(DisconnectReason.ServerLeft))
        {
            _session.Send(PacketEncoder.Disconnect(Namespace.Name));
        }
    }

    /// <summary>Closes the whole connection with a WebSocket close code and up to 123 bytes of text that say why.</summary>
    public void Close(ushort status, string text)
    {
        WebSocketStatus.Check(status, text);
        _session.Close(DisconnectReason.ServerLeft, status, text);
    }

    /// Before the client is told that it is connected, packets are held back: the CONNECT answer comes first.
    internal bool Send(EncodedPacket packet, bool isVolatile)
    {
        if (_phase != SocketPhase.Connected)
        {
            lock (_lane)
            {
                if (_phase == SocketPhase.Gone)
                {
                    return false;
                }
                if (_phase == SocketPhase.Connecting)
                {
                    return Hold(packet, isVolatile);
                }
            }
        }
        return _session.Send(packet, isVolatile);
    }

    private bool Hold(EncodedPacket packet, bool isVolatile)
    {
        if (_heldBytes + packet.Cost > Server.Options.OutgoingBytes)
        {
            if (!isVolatile)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static session => session.Abort(DisconnectReason.SlowConsumer), _session, preferLocal: false);
            }
            return false;
        }
        _heldBytes += packet.Cost;
        (_held ??= []).Add(packet);
        return true;
    }
}

internal enum SocketPhase
{
    Connecting,
    Connected,
    Gone,
}
