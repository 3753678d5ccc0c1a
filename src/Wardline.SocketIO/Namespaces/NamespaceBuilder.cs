using System.Text.Json.Serialization.Metadata;

namespace Wardline.SocketIO;

/// <summary>Registers what a namespace does. Done once, while the endpoint is mapped.</summary>
public sealed class NamespaceBuilder
{
    private readonly SocketNamespace _namespace;
    private readonly JsonBody _badRequest;

    internal NamespaceBuilder(SocketNamespace ns, JsonBody badRequest)
    {
        _namespace = ns;
        _badRequest = badRequest;
    }

    /// <summary>Decides who enters. What it emits to the socket is sent after the client was told that it is connected.</summary>
    public NamespaceBuilder OnConnect(Func<SocketConnection, CancellationToken, ValueTask<ConnectResult>> handler)
    {
        _namespace.Connecting = handler;
        return this;
    }

    /// <summary>Runs once for every accepted socket, after its last event. The token is cancelled when a shutdown no longer waits.</summary>
    public NamespaceBuilder OnDisconnect(Func<SocketConnection, DisconnectReason, CancellationToken, ValueTask> handler)
    {
        _namespace.Disconnecting = handler;
        return this;
    }

    /// <summary>Runs around every registered event's handler, in the order of registration, first outermost.
    /// It may answer itself instead of calling the next.</summary>
    public NamespaceBuilder Use(Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>> filter)
    {
        _namespace.AddFilter(filter);
        return this;
    }

    /// <summary>An event whose arguments the handler reads itself.</summary>
    public NamespaceBuilder On(string name, Func<EventContext, CancellationToken, ValueTask<JsonBody>> handler)
    {
        _namespace.AddEvent(name, context => handler(context, context.Disconnected));
        return this;
    }

    /// <summary>An event with one payload, its first argument. One that cannot be read is answered with <see cref="EventErrors.BadRequest"/>.</summary>
    public NamespaceBuilder On<TPayload>(string name, JsonTypeInfo<TPayload> payloadType, Func<EventContext, TPayload, CancellationToken, ValueTask<JsonBody>> handler)
    {
        _namespace.AddEvent(name, context => context.TryRead(0, payloadType, out var payload)
            ? handler(context, payload, context.Disconnected)
            : ValueTask.FromResult(_badRequest));
        return this;
    }

    /// <summary>An event with one payload and a typed acknowledgement.</summary>
    public NamespaceBuilder On<TPayload, TAck>(
        string name,
        JsonTypeInfo<TPayload> payloadType,
        JsonTypeInfo<TAck> ackType,
        Func<EventContext, TPayload, CancellationToken, ValueTask<TAck>> handler) =>
        On(name, payloadType, async (context, payload, ct) => JsonBody.From(await handler(context, payload, ct), ackType));
}
