using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Namespaces;

namespace Wardline.SocketIO;

/// <summary>Metadata of the endpoint that <see cref="SocketIOEndpoint.MapSocketIO(IEndpointRouteBuilder, string)"/> makes.</summary>
public sealed record SocketIOMetadata(IReadOnlyList<SocketIOEvent> Events);

/// <summary>Puts a Socket.IO server into an ASP.NET Core application.</summary>
public static class SocketIOEndpoint
{
    /// <summary>Adds the server. <see cref="SocketIOServer"/> is then a singleton, as is <see cref="SocketIOContext{THandler}"/>.</summary>
    public static SocketIOServerBuilder AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        services.AddOptions<SocketIOOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOOptions>, SocketIOOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SocketIOServer>();
        services.TryAddSingleton(typeof(SocketIOContext<>));
        services.AddHostedService<SocketIODrain>();
        return new(services);
    }

    /// <summary>Serves Socket.IO clients at a path, with and without a slash at its end, with what was added to
    /// <see cref="SocketIOServerBuilder"/>. Needs no <c>UseWebSockets</c>.</summary>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapSocketIO(pattern, static _ => { });

    /// <summary>The same, with more namespaces and handlers than were added to <see cref="SocketIOServerBuilder"/>.</summary>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string pattern, Action<SocketIOBuilder> configure)
    {
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        var added = endpoints.ServiceProvider.GetServices<SocketIORegistration>();
        server.Map(io =>
        {
            foreach (var registration in added)
            {
                registration.Apply(io);
            }
            configure(io);
        });
        var engine = new EngineEndpoint(server.Host, server.Log, (endpoint, context) => new ClientSession(server, endpoint, new(context)));
        return endpoints.Map(pattern, engine.HandleAsync)
            .WithDisplayName($"Socket.IO {pattern}")
            .WithMetadata(new SocketIOMetadata(server.Events))
            .ExcludeFromDescription();
    }
}
