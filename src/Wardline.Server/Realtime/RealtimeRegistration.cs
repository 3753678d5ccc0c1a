using System.Globalization;
using Microsoft.Extensions.Options;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Server.Realtime.Limits;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

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
        services.AddOptions<SocketIOOptions>().Configure<IOptions<RealtimeOptions>, RealtimeLimits>((io, options, limits) =>
        {
            io.MaxConnections = options.Value.MaxConnections ?? (settings.Demo ? 200 : 10_000);
            io.OnHandshake = context => ValueTask.FromResult(Admit(context, limits));
        });
        services.AddSingleton<RealtimeLimits>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<SyncStreams>();
        services.AddSingleton<ChatEvents>();
        services.AddSingleton<ScribeEvents>();
        services.AddSingleton<AssistantEvents>();
        services.AddHostedService<FeedBroadcast>();
        return services;
    }

    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder routes)
    {
        var chat = routes.ServiceProvider.GetRequiredService<ChatEvents>();
        var scribe = routes.ServiceProvider.GetRequiredService<ScribeEvents>();
        var assistant = routes.ServiceProvider.GetRequiredService<AssistantEvents>();
        routes.MapSocketIO(Path, io =>
        {
            var main = io.Namespace();
            chat.Map(main);
            scribe.Map(main);
            assistant.Map(main);
        })
            .AllowAnonymous()                           // the CONNECT packet carries the token
            .WithMetadata(new BackgroundTraffic());     // a client that polls posts its heartbeat
        return routes;
    }

    private static HandshakeDecision Admit(HttpContext context, RealtimeLimits limits)
    {
        if (limits.Enter(context.Connection.RemoteIpAddress).TryGet(out var place, out var problem))
        {
            return HandshakeDecision.Accept(place);
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(problem.RetryAfter!.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return HandshakeDecision.Refuse(problem.Status, problem.Message);
    }
}
