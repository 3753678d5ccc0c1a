using Wardline.Access.Http;
using Wardline.SocketIO;

namespace Wardline.Server.Chat;

internal static class ChatRegistration
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<DepartmentNotices>()
        .AddSingleton<Questions>()
        .AddSingleton<ChatSockets>();

    public static IEndpointRouteBuilder MapChat(this IEndpointRouteBuilder routes)
    {
        var sockets = routes.ServiceProvider.GetRequiredService<ChatSockets>();
        foreach (var pattern in (string[])["/chat/{department}", "/chat/{department}/{user_id}"])
        {
            routes.MapMessageSocket(pattern, sockets.Map).AllowAnonymous().WithMetadata(new TellsStrangersItself());
        }

        return routes;
    }
}
