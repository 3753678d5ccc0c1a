using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Wardline.SocketIO.Handlers;

namespace Wardline.SocketIO;

/// <summary>Registers what a namespace does. Done once, while the endpoint is mapped.</summary>
public sealed class NamespaceBuilder
{
    private readonly SocketNamespace _namespace;
    private readonly SocketIOServer _server;
    private readonly JsonBody _badRequest;

    internal NamespaceBuilder(SocketNamespace ns, SocketIOServer server)
    {
        _namespace = ns;
        _server = server;
        _badRequest = server.Options.Errors.BadRequest;
    }

    /// <summary>Decides who enters, after filters and authorisation. What it emits to the socket is sent after the client was told that it
    /// is connected. Several run in order until one refuses.</summary>
    public NamespaceBuilder OnConnect(Func<SocketConnection, CancellationToken, ValueTask<ConnectResult>> handler)
    {
        _namespace.ThrowIfSealed();
        _namespace.Connect.AddHandler(context => handler(context.Socket, context.Disconnected));
        return this;
    }

    /// <summary>Runs once for every accepted socket, after its last event. The token is cancelled when a shutdown no longer waits.
    /// Several run in order.</summary>
    public NamespaceBuilder OnDisconnect(Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask> handler)
    {
        _namespace.AddDisconnect(handler);
        return this;
    }

    /// <summary>Runs around a client's entry, before authorisation, in the order of registration, first outermost.</summary>
    public NamespaceBuilder UseConnect(Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>> filter)
    {
        _namespace.ThrowIfSealed();
        _namespace.Connect.AddFilter(filter);
        return this;
    }

    /// <summary>The same with a filter made for each entry, from its scope.</summary>
    public NamespaceBuilder UseConnect<TFilter>()
        where TFilter : class, ISocketIOConnectFilter => UseConnect(_server.HandlerServices.ConnectFilter<TFilter>());

    /// <summary>Only principals that meet the policies enter; with no name, those that meet the default policy. The principal is
    /// <see cref="SocketConnection.User"/>: the request's, or the one a connect filter has set. A client that may not enter gets
    /// <c>connect_error</c> with the message <c>Unauthorized</c> and the data <c>{"code":"unauthenticated"}</c> or
    /// <c>{"code":"forbidden"}</c>. The resource that requirements see is the <see cref="ConnectContext"/>; schemes of a policy are not tried.</summary>
    public NamespaceBuilder RequireAuthorization(params string[] policies) =>
        Require(policies is [] ? [new AuthorizeAttribute()] : [.. policies.Select(policy => new AuthorizeAttribute(policy))], []);

    /// <inheritdoc cref="RequireAuthorization(string[])"/>
    public NamespaceBuilder RequireAuthorization(AuthorizationPolicy policy) => Require([], [policy]);

    /// <summary>Runs around every registered event's handler, in the order of registration, first outermost.
    /// It may answer itself instead of calling the next.</summary>
    public NamespaceBuilder Use(Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>> filter)
    {
        _namespace.AddFilter(filter);
        return this;
    }

    /// <summary>The same with a filter made for each event, from its scope.</summary>
    public NamespaceBuilder Use<TFilter>()
        where TFilter : class, ISocketIOFilter => Use(_server.HandlerServices.Filter<TFilter>());

    /// <summary>The events, and the connect and disconnect handler, of a class. <c>[Authorize]</c> on the class holds for the whole
    /// namespace, on a method for its event. Fails when a method's signature cannot be served.</summary>
    public NamespaceBuilder AddHandler<THandler>()
        where THandler : SocketIOHandler
    {
        _namespace.ThrowIfSealed();
        _server.Belongs<THandler>(_namespace);
        HandlerMap.Add<THandler>(this, _namespace, _server);
        return this;
    }

    /// <summary>An event whose arguments the handler reads itself. <c>[Authorize]</c> on the handler, here as in the other forms, holds for
    /// its event.</summary>
    public NamespaceBuilder On(string name, Func<EventContext, CancellationToken, ValueTask<JsonBody>> handler)
    {
        return Add(name, handler, context => handler(context, context.Disconnected));
    }

    /// <summary>An event whose handler takes what it needs, by the rules of <see cref="SocketIOHandler"/>'s methods:
    /// <c>(ChatMessage message, IChatStore store, SocketConnection caller) => …</c>.</summary>
    public NamespaceBuilder On(string name, Delegate handler)
    {
        _namespace.AddEvent(name, _server.Binder.Bind(name, handler));
        return this;
    }

    /// <summary>An event with one payload, its first argument. One that cannot be read is answered with <see cref="EventErrors.BadRequest"/>.</summary>
    public NamespaceBuilder On<TPayload>(string name, JsonTypeInfo<TPayload> payloadType, Func<EventContext, TPayload, CancellationToken, ValueTask<JsonBody>> handler) =>
        Add(name, payloadType, handler, handler);

    /// <summary>An event with one payload and a typed acknowledgement.</summary>
    public NamespaceBuilder On<TPayload, TAck>(
        string name,
        JsonTypeInfo<TPayload> payloadType,
        JsonTypeInfo<TAck> ackType,
        Func<EventContext, TPayload, CancellationToken, ValueTask<TAck>> handler) =>
        Add(name, payloadType, handler, async (context, payload, ct) => JsonBody.From(await handler(context, payload, ct), ackType));

    internal NamespaceBuilder Require(IReadOnlyList<IAuthorizeData> data, IReadOnlyList<AuthorizationPolicy> policies)
    {
        _namespace.ThrowIfSealed();
        _namespace.Connect.Require(_server.HandlerServices.Authorization(data, policies, $"Namespace '{_namespace.Name}'"));
        return this;
    }

    private NamespaceBuilder Add<TPayload>(
        string name,
        JsonTypeInfo<TPayload> payloadType,
        Delegate handler,
        Func<EventContext, TPayload, CancellationToken, ValueTask<JsonBody>> call) =>
        Add(name, handler, context => context.TryRead(0, payloadType, out var payload)
            ? call(context, payload, context.Disconnected)
            : ValueTask.FromResult(_badRequest));

    /// The attributes are the handler's own, whatever calls it.
    private NamespaceBuilder Add(string name, Delegate handler, EventHandlerDelegate call)
    {
        _namespace.AddEvent(name, _server.Binder.Guard(name, handler, call));
        return this;
    }
}
