using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Wardline.SocketIO.Handlers;

/// What is known of the application's services while namespaces are mapped.
internal sealed class HandlerServices(IServiceProvider root)
{
    private readonly IServiceProviderIsService? _registered = root.GetService<IServiceProviderIsService>();

    /// Containers claim every IEnumerable; one of services is meant only when its elements are.
    public bool Has(Type type) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
        ? Has(type.GenericTypeArguments[0])
        : _registered?.IsService(type) == true;

    /// How to make one from a scope: as registered, or else by its constructor.
    public Func<IServiceProvider, T> Factory<T>()
        where T : class
    {
        if (Has(typeof(T)))
        {
            return services => services.GetRequiredService<T>();
        }
        if (typeof(T).IsAbstract || typeof(IDisposable).IsAssignableFrom(typeof(T)) || typeof(IAsyncDisposable).IsAssignableFrom(typeof(T)))
        {
            throw new InvalidOperationException($"{typeof(T).Name} must be registered with the services, since {(typeof(T).IsAbstract ? "it is abstract" : "someone has to dispose it")}.");
        }
        var create = ActivatorUtilities.CreateFactory<T>([]);
        return services => create(services, null);
    }

    public Func<EventContext, EventHandlerDelegate, ValueTask<JsonBody>> Filter<TFilter>()
        where TFilter : class, ISocketIOFilter
    {
        var create = Factory<TFilter>();
        return (context, next) => create(context.Services).InvokeAsync(context, next);
    }

    public Func<ConnectContext, ConnectHandlerDelegate, ValueTask<ConnectResult>> ConnectFilter<TFilter>()
        where TFilter : class, ISocketIOConnectFilter
    {
        var create = Factory<TFilter>();
        return (context, next) => create(context.Services).ConnectAsync(context, next);
    }

    /// Null when there is nothing to check.
    public Authorization? Authorization(IEnumerable<IAuthorizeData> data, IEnumerable<AuthorizationPolicy> policies, string owner)
    {
        IAuthorizeData[] wanted = [.. data];
        AuthorizationPolicy[] given = [.. policies];
        if (wanted.Length + given.Length == 0)
        {
            return null;
        }
        return Has(typeof(IAuthorizationService))
            ? new(wanted, given)
            : throw new InvalidOperationException($"{owner} requires authorisation, but services.AddAuthorization() was not called.");
    }
}
