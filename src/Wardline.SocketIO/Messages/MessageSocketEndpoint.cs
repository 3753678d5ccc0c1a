using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Messages;

namespace Wardline.SocketIO;

/// <summary>Endpoints for clients that do not speak Socket.IO, on the same session core: the same limits, one count of
/// connections, heartbeat, back-pressure and shutdown.</summary>
public static class MessageSocketEndpoint
{
    /// <summary>Serves plain WebSocket clients at a route. Needs <see cref="SocketIOEndpoint.AddSocketIO"/>, but no <c>UseWebSockets</c>.
    /// <see cref="MessageSocketBuilder.OnConnecting"/> decides who may come, and also checks what a handshake is to be checked for:
    /// <see cref="SocketIOOptions.OnHandshake"/> is not asked.</summary>
    public static IEndpointConventionBuilder MapMessageSocket(this IEndpointRouteBuilder endpoints, string pattern, Action<MessageSocketBuilder> configure)
    {
        var handlers = Configure(configure, overEngineIO: false);
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        return endpoints.Map(pattern, new PlainEndpoint(server, handlers).HandleAsync)
            .WithDisplayName($"WebSocket {pattern}")
            .ExcludeFromDescription();
    }

    /// <summary>Serves Engine.IO clients (<c>engine.io-client</c>) at a path, by WebSocket and by HTTP long-polling.
    /// <see cref="SocketIOOptions.OnHandshake"/> decides who may come; an
    /// <see cref="MessageSocketBuilder.OnConnecting"/>, which would never be asked, is an <see cref="InvalidOperationException"/>.</summary>
    public static IEndpointConventionBuilder MapEngineIO(this IEndpointRouteBuilder endpoints, string pattern, Action<MessageSocketBuilder> configure)
    {
        var handlers = Configure(configure, overEngineIO: true);
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        var engine = new EngineEndpoint(server.Host, server.Log, (endpoint, context) => new EngineMessageSession(server, endpoint, handlers, context));
        return endpoints.Map(pattern, engine.HandleAsync)
            .WithDisplayName($"Engine.IO {pattern}")
            .ExcludeFromDescription();
    }

    private static MessageHandlers Configure(Action<MessageSocketBuilder> configure, bool overEngineIO)
    {
        var builder = new MessageSocketBuilder(overEngineIO);
        configure(builder);
        if (overEngineIO && builder.Handlers.Connecting is not null)
        {
            throw new InvalidOperationException("MapEngineIO does not ask OnConnecting; who may come is decided by SocketIOOptions.OnHandshake.");
        }
        return builder.Handlers;
    }
}
