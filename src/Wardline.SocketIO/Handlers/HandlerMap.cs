using System.Reflection;
using Microsoft.AspNetCore.Authorization;

namespace Wardline.SocketIO.Handlers;

/// Puts a handler class into a namespace: a delegate per event, compiled once.
internal static class HandlerMap
{
    public static void Add<THandler>(NamespaceBuilder builder, SocketNamespace ns, SocketIOServer server)
        where THandler : SocketIOHandler
    {
        var create = server.HandlerServices.Factory<THandler>();
        builder.Require([.. typeof(THandler).GetCustomAttributes(inherit: true).OfType<IAuthorizeData>()], []);
        AddEvents(ns, server, context => Make(context.Services, context.Socket, context));
        if (Overrides<THandler>(nameof(SocketIOHandler.OnConnectAsync)))
        {
            ns.Connect.AddHandler(context => Make(context.Services, context.Socket).OnConnectAsync(context.Disconnected));
        }
        if (Overrides<THandler>(nameof(SocketIOHandler.OnDisconnectAsync)))
        {
            ns.AddDisconnect(async (socket, reason, cancellationToken) =>
            {
                await using var scope = server.Scopes.CreateAsyncScope();
                await Make(scope.ServiceProvider, socket).OnDisconnectAsync(reason, cancellationToken);
            });
        }

        THandler Make(IServiceProvider services, SocketConnection socket, EventContext? context = null)
        {
            var handler = create(services);
            handler.Enter(socket, context);
            return handler;
        }
    }

    private static void AddEvents<THandler>(SocketNamespace ns, SocketIOServer server, Func<EventContext, THandler> instance)
        where THandler : SocketIOHandler
    {
        var problems = new List<string>();
        foreach (var method in typeof(THandler).GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (method.GetCustomAttribute<SocketEventAttribute>() is not { } @event)
            {
                continue;
            }
            try
            {
                ns.AddEvent(@event.Name, server.Binder.Bind(method, instance));
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException)
            {
                problems.Add(error.Message);
            }
        }
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', problems));
        }
    }

    private static bool Overrides<THandler>(string method) => typeof(THandler).GetMethod(method)!.DeclaringType != typeof(SocketIOHandler);
}
