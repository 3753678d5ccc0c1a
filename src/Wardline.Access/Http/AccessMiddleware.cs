using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Wardline.Access.Accounts;
using Wardline.Access.Sessions;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>
/// After the token was read: looks the session up, makes the person of it, and refuses state changes that another
/// site's page sent with our cookie.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, SessionRegistry sessions, ChangeWriter writer, AccessSettings settings)
    {
        if (AccessTokens.SessionOf(context.User) is { } sessionId)
        {
            var state = await sessions.FindAsync(sessionId, context.RequestAborted);
            context.User = state is null ? new ClaimsPrincipal() : Person(state);
            if (state is not null)
            {
                context.Items[typeof(SessionState)] = state;
                if (IsChange(context.Request))
                {
                    if (CameByCookie(context.Request) && !OriginPolicy.Allows(context.Request.Headers.Origin, Own(context.Request), settings.AllowedOrigins))
                    {
                        await RefuseAsync(context, state, writer);
                        return;
                    }

                    await sessions.TouchAsync(sessionId, context.RequestAborted);
                }
            }
        }

        await next(context);
    }

    private static async Task RefuseAsync(HttpContext context, SessionState state, ChangeWriter writer)
    {
        var audit = state.Actor(null, context.Address()).Audit("access.origin", outcome: "origin_forbidden");
        var audited = await writer.WriteAsync(new WriteUnit { Audit = audit });
        await ProblemResults.WriteAsync(context, audited.Problem ?? new Problem("origin_forbidden", "This request did not come from our own pages.", 403));
    }

    private static bool IsChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool CameByCookie(HttpRequest request) => string.IsNullOrEmpty(request.Headers.Authorization);

    internal static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static ClaimsPrincipal Person(SessionState state) => new(new ClaimsIdentity(
        [
            new Claim(AccessTokens.SessionClaim, state.SessionId.ToString()),
            new Claim(ClaimTypes.NameIdentifier, state.UserId.ToString()),
            new Claim(ClaimTypes.Role, RoleName.Of(state.Role)),
        ],
        "wardline"));
}

public static class AccessContext
{
    /// <summary>The session of a signed-in request.</summary>
    public static SessionState Session(this HttpContext context) =>
        context.Items[typeof(SessionState)] as SessionState ?? throw new InvalidOperationException("This endpoint is open to people who have not signed in.");

    public static Actor Actor(this HttpContext context)
    {
        var device = context.Request.Headers["X-Device-Id"].ToString();
        return context.Session().Actor(DeviceId.IsValid(device) ? device : null, context.Address());
    }

    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}

/// <summary>A name a client gives itself, so that its own ids outlive one connection.</summary>
public static class DeviceId
{
    public static bool IsValid(string? device) =>
        device is { Length: > 0 and <= 64 } && device.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
