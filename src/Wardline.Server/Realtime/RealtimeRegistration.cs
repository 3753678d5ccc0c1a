using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
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
            io.OnHandshake = context => CheckOriginAsync(context, settings);
        });
        services.AddOptions<SocketIOOptions>().Configure<IOptions<RealtimeOptions>>((io, options) =>
            io.MaxConnections = options.Value.MaxConnections ?? (settings.Demo ? 200 : 10_000));
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<SyncStreams>();
        services.AddSingleton<ChatEvents>();
        services.AddHostedService<FeedBroadcast>();
        services.AddHostedService<SessionWatch>();
        return services;
    }

    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder routes)
    {
        var events = routes.ServiceProvider.GetRequiredService<ChatEvents>();
        routes.MapSocketIO(Path, io => events.Map(io.Namespace())).AllowAnonymous();       // the CONNECT packet carries the token
        return routes;
    }

    /// <summary>Any page may open a socket; only ours may do it with the cookie of the person who sits there.</summary>
    private static async ValueTask<HandshakeDecision> CheckOriginAsync(HttpContext context, AccessSettings settings)
    {
        if (!context.Request.Cookies.ContainsKey(settings.CookieName) || OriginPolicy.Allows(context, settings))
        {
            return HandshakeDecision.Accept();
        }

        var writer = context.RequestServices.GetRequiredService<ChangeWriter>();
        await writer.WriteAsync(new WriteUnit
        {
            Audit = new AuditEntry(null, null, context.Address(), "access.origin", null, null, null, "origin_forbidden", null),
        });
        return HandshakeDecision.Refuse(StatusCodes.Status403Forbidden, "origin_forbidden");
    }
}
