using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Wardline.Access;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>Limits of the real-time endpoints, section <c>Wardline:Realtime</c>.</summary>
public sealed class RealtimeOptions
{
    /// <summary>Connections at a time on this node, 1 to 1,000,000. Default 200 in demo mode, else 10,000.</summary>
    [Range(1, 1_000_000)]
    public int? MaxConnections { get; set; }
}

internal static class RealtimeRegistration
{
    public const string Path = "/api/socket";

    public static IServiceCollection AddRealtime(this IServiceCollection services, AccessSettings settings)
    {
        services.AddOptions<RealtimeOptions>().BindConfiguration("Wardline:Realtime").ValidateDataAnnotations().ValidateOnStart();
        services.AddSocketIO(io =>
        {
            io.PingInterval = TimeSpan.FromSeconds(30);
            io.MaxRooms = 10_000;           // a room for each conversation of a person
        });
        services.AddOptions<SocketIOOptions>().Configure<IOptions<RealtimeOptions>>((io, options) =>
            io.MaxConnections = options.Value.MaxConnections ?? (settings.Demo ? 200 : 10_000));
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<SyncStreams>();
        services.AddSingleton<ChatEvents>();
        services.AddSingleton<ScribeEvents>();
        services.AddHostedService<FeedBroadcast>();
        return services;
    }

    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder routes)
    {
        var chat = routes.ServiceProvider.GetRequiredService<ChatEvents>();
        var scribe = routes.ServiceProvider.GetRequiredService<ScribeEvents>();
        routes.MapSocketIO(Path, io =>
        {
            var main = io.Namespace();
            chat.Map(main);
            scribe.Map(main);
        }).AllowAnonymous();       // the CONNECT packet carries the token
        return routes;
    }
}
