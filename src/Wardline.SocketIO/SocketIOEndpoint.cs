using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Namespaces;

namespace Wardline.SocketIO;

/// <summary>Metadata of the endpoint that <see cref="SocketIOEndpoint.MapSocketIO"/> makes.</summary>
public sealed record SocketIOMetadata(IReadOnlyList<SocketIOEvent> Events);

public static class SocketIOEndpoint
{
    /// <summary>Adds the server. <see cref="SocketIOServer"/> is then a singleton.</summary>
    public static IServiceCollection AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        services.AddOptions<SocketIOOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOOptions>, SocketIOOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SocketIOServer>();
        services.AddHostedService<SocketIODrain>();
        return services;
    }

    /// <summary>Serves Socket.IO clients at a path, with and without a slash at its end. Needs no <c>UseWebSockets</c>.</summary>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string pattern, Action<SocketIOBuilder> configure)
    {
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        server.Map(configure);
        var engine = new EngineEndpoint(server.Host, server.Log, (endpoint, context) => new ClientSession(server, endpoint, new(context)));
        return endpoints.Map(pattern, engine.HandleAsync)
            .WithDisplayName($"Socket.IO {pattern}")
            .WithMetadata(new SocketIOMetadata(server.Events))
            .ExcludeFromDescription();
    }
}
