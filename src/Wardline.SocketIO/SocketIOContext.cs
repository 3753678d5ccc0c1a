namespace Wardline.SocketIO;

/// <summary>The way to a handler's clients from anywhere in the application: inject it into an endpoint, a background service or another
/// handler. (By a namespace's name: <see cref="SocketIOServer.Of"/>.)</summary>
public sealed class SocketIOContext<THandler>(SocketIOServer server)
    where THandler : SocketIOHandler
{
    /// <summary>The namespace that the handler was added to.</summary>
    public SocketNamespace Namespace => server.NamespaceOf<THandler>();

    /// <inheritdoc cref="SocketNamespace.All"/>
    public BroadcastTarget All => Namespace.All;

    /// <inheritdoc cref="SocketNamespace.To"/>
    public BroadcastTarget To(string room) => Namespace.To(room);

    /// <inheritdoc cref="SocketNamespace.Except"/>
    public BroadcastTarget Except(string room) => Namespace.Except(room);

    /// <inheritdoc cref="SocketNamespace.Find"/>
    public SocketConnection? Find(string socketId) => Namespace.Find(socketId);
}
