namespace Wardline.SocketIO;

/// <summary>Runs around events. Added with <see cref="NamespaceBuilder.Use{TFilter}"/> for one namespace or
/// <see cref="SocketIOServerBuilder.AddFilter{TFilter}"/> for all; one is made for each event, from the event's scope.</summary>
public interface ISocketIOFilter
{
    /// <summary>Calls <paramref name="next"/> to go on, or answers itself. The payload has not been read yet.</summary>
    ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next);
}

/// <summary>Runs around a client's entry into a namespace, before its authorisation: the place where a token in
/// <see cref="ConnectContext.Auth"/> becomes <see cref="SocketConnection.User"/>.</summary>
public interface ISocketIOConnectFilter
{
    /// <summary>Calls <paramref name="next"/> to go on, or decides itself.</summary>
    ValueTask<ConnectResult> ConnectAsync(ConnectContext context, ConnectHandlerDelegate next);
}
