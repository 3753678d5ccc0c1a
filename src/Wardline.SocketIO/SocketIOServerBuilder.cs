using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Wardline.SocketIO;

/// <summary>Adds namespaces, handlers and filters beside the application's other services; they take effect when the endpoint is mapped.</summary>
public sealed class SocketIOServerBuilder
{
    internal SocketIOServerBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a handler class, scoped unless it is registered already, to a namespace.</summary>
    /// <param name="ns">The namespace, <c>/</c> being the main one.</param>
    /// <param name="configure">What else the namespace has: authorisation, filters, more events.</param>
    public SocketIOServerBuilder AddHandler<THandler>(string ns = "/", Action<NamespaceBuilder>? configure = null)
        where THandler : SocketIOHandler
    {
        Services.TryAddScoped<THandler>();
        return AddNamespace(ns, builder =>
        {
            builder.AddHandler<THandler>();
            configure?.Invoke(builder);
        });
    }

    /// <summary>Adds to a namespace. May be called several times for the same.</summary>
    public SocketIOServerBuilder AddNamespace(string ns, Action<NamespaceBuilder> configure) => Add(io => configure(io.Namespace(ns)));

    /// <summary>Adds a filter around the events of every namespace, first outermost.</summary>
    public SocketIOServerBuilder AddFilter<TFilter>()
        where TFilter : class, ISocketIOFilter => Add(io => io.Use<TFilter>());

    /// <summary>Adds a filter around clients' entry into every namespace, first outermost.</summary>
    public SocketIOServerBuilder AddConnectFilter<TFilter>()
        where TFilter : class, ISocketIOConnectFilter => Add(io => io.UseConnect<TFilter>());

    private SocketIOServerBuilder Add(Action<SocketIOBuilder> apply)
    {
        Services.AddSingleton(new SocketIORegistration(apply));
        return this;
    }
}

internal sealed record SocketIORegistration(Action<SocketIOBuilder> Apply);
