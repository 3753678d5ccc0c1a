using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Handlers;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;
using Wardline.SocketIO.Namespaces;

namespace Wardline.SocketIO;

/// <summary>The server, for the rest of the application: its namespaces, and through them rooms and sockets.</summary>
public sealed class SocketIOServer : IDisposable
{
    private readonly Dictionary<string, SocketNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _aborted = new();
    private readonly Dictionary<Type, SocketNamespace> _handlers = [];
    private bool _mapped;

    /// <summary>For dependency injection.</summary>
    public SocketIOServer(IOptions<SocketIOOptions> options, TimeProvider time, IServiceProvider services, ILogger<SocketIOServer> logger)
    {
        Options = options.Value;
        _time = time;
        Scopes = services.GetRequiredService<IServiceScopeFactory>();
        Payloads = new(Options.JsonSerializerOptions);
        HandlerServices = new(services);
        Binder = new(HandlerServices, Payloads, Options.Errors);
        Log = new(logger);
        Host = new(Options, time, error => Log.Failed(error.GetType().FullName, error.StackTrace));
    }

    /// <summary>Open connections.</summary>
    public int ConnectionCount => Host.Count;

    /// <summary>Every event that has a handler.</summary>
    public IReadOnlyList<SocketIOEvent> Events =>
        [.. _namespaces.Values.SelectMany(ns => ns.EventNames.Select(name => new SocketIOEvent(ns.Name, name)))];

    internal SocketIOOptions Options { get; }

    internal IServiceScopeFactory Scopes { get; }

    internal PayloadSerializer Payloads { get; }

    internal HandlerServices HandlerServices { get; }

    internal EventBinder Binder { get; }

    internal ServerFilters Filters { get; } = new();

    internal SocketIOLog Log { get; }

    internal SessionHost Host { get; }

    /// Cancelled when a shutdown waits no longer.
    internal CancellationToken Aborted => _aborted.Token;

    /// <summary>A namespace that was registered with <see cref="SocketIOBuilder.Namespace"/>.</summary>
    public SocketNamespace Of(string name) =>
        Find(name) ?? throw new ArgumentException($"There is no namespace '{name}'.", nameof(name));

    /// <summary>Takes no more events, lets running handlers end, sends what waits and closes every connection with 1001,
    /// so that clients come back to another node or after the restart. Called by the host when it stops.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        Host.BeginDraining();
        Log.Draining(Host.Count);
        await WaitAsync(Host.Work.IdleAsync(), cancellationToken);
        foreach (var session in Host.Sessions)
        {
            session.Close(DisconnectReason.ServerShutdown, WebSocketStatus.GoingAway, "server shutting down");
        }
        if (!await WaitAsync(Task.WhenAll(Host.IdleAsync(), Host.Work.IdleAsync()), cancellationToken))
        {
            Log.DrainIncomplete(Host.Count);
            foreach (var session in Host.Sessions)
            {
                session.Abort(DisconnectReason.ServerShutdown);
            }
            await _aborted.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.Dispose();
        _aborted.Dispose();
    }

    internal SocketNamespace? Find(string name) => _namespaces.GetValueOrDefault(name);

    internal SocketNamespace GetOrAdd(string name)
    {
        if (!_namespaces.TryGetValue(name, out var ns))
        {
            _namespaces.Add(name, ns = new(name, Options.MaxRooms, Payloads));
        }
        return ns;
    }

    /// Notes where a handler class is, for those who send to it.
    internal void Belongs<THandler>(SocketNamespace ns)
    {
        if (!_handlers.TryAdd(typeof(THandler), ns))
        {
            throw new InvalidOperationException($"{typeof(THandler).Name} is in namespace '{_handlers[typeof(THandler)].Name}' already.");
        }
    }

    internal SocketNamespace NamespaceOf<THandler>() => _handlers.GetValueOrDefault(typeof(THandler))
        ?? throw new InvalidOperationException($"{typeof(THandler).Name} is in no namespace: AddSocketIO(…).AddHandler adds it, and MapSocketIO must have run.");

    internal void Map(Action<SocketIOBuilder> configure)
    {
        if (_mapped)
        {
            throw new InvalidOperationException("This Socket.IO server is mapped already.");
        }
        _mapped = true;
        configure(new(this));
        if (_namespaces.Count == 0)
        {
            throw new InvalidOperationException("No namespace is registered, so no client could enter: see AddSocketIO(…).AddHandler, or give MapSocketIO what to configure.");
        }
        foreach (var ns in _namespaces.Values)
        {
            ns.Seal(Filters);
        }
    }

    /// Half of the drain timeout; false when it was not enough.
    private async Task<bool> WaitAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(Options.DrainTimeout / 2, _time, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>An event that a client may send.</summary>
public sealed record SocketIOEvent(string Namespace, string Name);
