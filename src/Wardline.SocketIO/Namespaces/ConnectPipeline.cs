using Wardline.SocketIO.Handlers;

namespace Wardline.SocketIO.Namespaces;

/// What a client goes through to enter a namespace: filters, then authorisation, then the connect handlers in order. The first
/// refusal stands.
internal sealed class ConnectPipeline
{
    private readonly List<Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>>> _filters = [];
    private readonly List<ConnectHandlerDelegate> _handlers = [];
    private Authorization? _authorization;

    public void AddFilter(Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>> filter) => _filters.Add(filter);

    public void AddHandler(ConnectHandlerDelegate handler) => _handlers.Add(handler);

    /// Adds to what was required before.
    public void Require(Authorization? authorization) => _authorization = authorization?.And(_authorization) ?? _authorization;

    /// Null when everyone may enter.
    public Func<SocketConnection, CancellationToken, ValueTask<ConnectResult>>? Build(
        IEnumerable<Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>>> serverFilters)
    {
        var filters = serverFilters.Concat(_filters).ToList();
        if (filters.Count == 0 && _handlers.Count == 0 && _authorization is null)
        {
            return null;
        }
        ConnectHandlerDelegate next = DecideAsync;
        foreach (var filter in Enumerable.Reverse(filters))
        {
            var inner = next;
            next = context => filter(context, inner);
        }
        return (socket, disconnected) => RunAsync(next, new(socket, disconnected));
    }

    private static async ValueTask<ConnectResult> RunAsync(ConnectHandlerDelegate pipeline, ConnectContext context)
    {
        try
        {
            return await pipeline(context);
        }
        catch (SocketIOException refusal)
        {
            return refusal.ToRefusal(context.Socket.Server.Payloads);
        }
        finally
        {
            await context.ReleaseAsync();
        }
    }

    private async ValueTask<ConnectResult> DecideAsync(ConnectContext context)
    {
        if (_authorization is { } authorization && !await authorization.AllowsAsync(context.Services, context.Socket.User, context))
        {
            bool isKnown = context.Socket.User.Identity?.IsAuthenticated == true;
            return ConnectResult.Refuse("Unauthorized", JsonBody.Encoded(isKnown ? """{"code":"forbidden"}"""u8 : """{"code":"unauthenticated"}"""u8));
        }
        foreach (var handler in _handlers)
        {
            var result = await handler(context);
            if (result.Refusal is not null)
            {
                return result;
            }
        }
        return ConnectResult.Accept();
    }
}
