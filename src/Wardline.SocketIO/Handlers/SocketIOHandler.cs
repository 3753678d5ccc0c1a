namespace Wardline.SocketIO;

/// <summary>A class whose methods handle a namespace's events, as a hub's do in SignalR. An instance serves one event (or one connect or
/// disconnect) and comes from that event's scope, so its constructor takes any service; what lasts belongs into services,
/// <see cref="SocketConnection.State"/> or <see cref="SocketConnection.Items"/>.
/// <para>Methods with <see cref="SocketEventAttribute"/> take the event's arguments in order (JSON, or <c>byte[]</c> and
/// <c>ReadOnlyMemory&lt;byte&gt;</c> for binary ones), and besides them services, <see cref="EventContext"/>,
/// <see cref="SocketConnection"/> and a <see cref="CancellationToken"/> that is cancelled when the socket is gone. A nullable or optional
/// parameter may be missing; any other that cannot be read is answered with <see cref="EventErrors.BadRequest"/>. What a method
/// returns, if anything, is the argument of the acknowledgement; <see cref="JsonBody"/> gives several.</para></summary>
public abstract class SocketIOHandler
{
    private SocketConnection? _socket;
    private EventContext? _event;

    /// <summary>The client's socket.</summary>
    protected SocketConnection Socket => _socket ?? throw new InvalidOperationException("A handler has no socket before it is asked to handle something.");

    /// <summary>Whom to send to.</summary>
    protected SocketClients Clients => new(Socket);

    /// <summary>The event that is being handled; there is none in <see cref="OnConnectAsync"/> and <see cref="OnDisconnectAsync"/>.</summary>
    protected EventContext Event => _event ?? throw new InvalidOperationException("No event is being handled.");

    /// <summary>Decides, after authorisation, whether the client may enter, and prepares its socket. What it emits to the socket is sent
    /// after the client was told that it is connected. Accepts.</summary>
    public virtual ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ConnectResult.Accept());

    /// <summary>Runs once for every accepted socket, after its last event. The token is cancelled when a shutdown no longer waits.</summary>
    public virtual ValueTask OnDisconnectAsync(DisconnectReason reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    internal void Enter(SocketConnection socket, EventContext? @event)
    {
        if (_socket is not null)
        {
            throw new InvalidOperationException($"{GetType().Name} serves one event only: register it scoped or transient.");
        }
        (_socket, _event) = (socket, @event);
    }
}
