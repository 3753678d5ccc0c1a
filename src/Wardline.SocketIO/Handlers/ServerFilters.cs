namespace Wardline.SocketIO.Handlers;

/// Filters of every namespace.
internal sealed class ServerFilters
{
    public List<Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>>> Events { get; } = [];

    public List<Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>>> Connects { get; } = [];
}
