namespace Wardline.SocketIO;

/// <summary>Registers the namespaces of a server while it is mapped.</summary>
public sealed class SocketIOBuilder
{
    private readonly SocketIOServer _server;

    internal SocketIOBuilder(SocketIOServer server) => _server = server;

    /// <summary>What is registered so far.</summary>
    public IReadOnlyList<SocketIOEvent> Events => _server.Events;

    /// <summary>The namespace of this name, <c>/</c> being the main one. Clients can enter only what is named here.</summary>
    public NamespaceBuilder Namespace(string name = "/")
    {
        if (!name.StartsWith('/') || name.Length > 200 || name.Contains(','))
        {
            throw new ArgumentException($"'{name}' is not a namespace: it starts with '/' and has no comma.", nameof(name));
        }
        return new(_server.GetOrAdd(name), _server);
    }

    /// <summary>Runs around the events of every namespace, outside the namespace's own filters, first outermost.</summary>
    public SocketIOBuilder Use<TFilter>()
        where TFilter : class, ISocketIOFilter
    {
        _server.ThrowIfSealed();
        _server.Filters.Events.Add(_server.HandlerServices.Filter<TFilter>());
        return this;
    }

    /// <summary>Runs around a client's entry into every namespace, outside the namespace's own filters, first outermost.</summary>
    public SocketIOBuilder UseConnect<TFilter>()
        where TFilter : class, ISocketIOConnectFilter
    {
        _server.ThrowIfSealed();
        _server.Filters.Connects.Add(_server.HandlerServices.ConnectFilter<TFilter>());
        return this;
    }
}
