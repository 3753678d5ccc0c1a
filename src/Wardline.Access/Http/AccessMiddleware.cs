using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Wardline.Access.Accounts;
using Wardline.Access.Sessions;
using Wardline.Access.Tickets;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>
/// After the token was read: looks the session up, makes the person of it, and refuses state changes and WebSockets
/// that another site's page opened with our cookie.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(
        HttpContext context, SessionRegistry sessions, AccessTokens tokens, OneUseTickets tickets, ChangeWriter writer, AccessSettings settings)
    {
        var request = context.Request;
        var socket = IsWebSocket(request);
        var ticket = socket ? request.Query["ticket"].ToString() : "";
        var sessionId = ticket.Length > 0 ? await tickets.RedeemAsync(ticket, context.RequestAborted) : AccessTokens.SessionOf(context.User);
        if (ticket.Length > 0 && sessionId is null && context.GetEndpoint()?.Metadata.GetMetadata<TellsStrangersItself>() is null)
        {
            await ProblemResults.WriteAsync(context, Refusals.TicketInvalid);
            return;
        }

        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (ticket.Length > 0 && sessionId is null)
        {
            context.Items[typeof(Problem)] = Refusals.TicketInvalid;
        }
        else if (sessionId is null)
        {
            context.Items[typeof(Problem)] = await WhyAnonymousAsync(context, tokens);
        }
        else if (await sessions.FindAsync(sessionId.Value, context.RequestAborted) is not { } session)
        {
            context.Items[typeof(Problem)] = Refusals.SessionEnded;
        }
        else
        {
            var byCookie = ticket.Length == 0 && string.IsNullOrEmpty(request.Headers.Authorization);
            if (byCookie && (socket || IsChange(request)) && !OriginPolicy.Allows(context, settings))
            {
                await RefuseOriginAsync(context, session, writer);
                return;
            }

            if (!socket && IsChange(request) && context.GetEndpoint()?.Metadata.GetMetadata<BackgroundTraffic>() is null)
            {
                session = await sessions.TouchAsync(session.SessionId, context.RequestAborted) ?? session;
            }

            context.Items[typeof(SessionState)] = session;
            context.User = Person(session);
        }

        await next(context);
    }

    private static async Task<Problem> WhyAnonymousAsync(HttpContext context, AccessTokens tokens)
    {
        if ((await context.AuthenticateAsync()).Failure is null)
        {
            return Refusals.NotSignedIn;
        }

        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && tokens.Read(header["Bearer ".Length..].Trim()) is null
            ? Refusals.InvalidToken
            : Refusals.SessionEnded;
    }

    private static async Task RefuseOriginAsync(HttpContext context, SessionState session, ChangeWriter writer)
    {
        var audit = session.Actor(null, context.Address()).Audit("access.origin", outcome: Refusals.OriginForbidden.Code);
        var audited = await writer.WriteAsync(new WriteUnit { Audit = audit });
        await ProblemResults.WriteAsync(context, audited.Problem ?? Refusals.OriginForbidden);
    }

    private static bool IsChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    // HTTP/1.1 upgrades; HTTP/2 opens a WebSocket with an extended CONNECT (RFC 8441).
    private static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase) || HttpMethods.IsConnect(request.Method);

    private static ClaimsPrincipal Person(SessionState state) => new(new ClaimsIdentity(
        [
            new Claim(AccessTokens.SessionClaim, state.SessionId.ToString()),
            new Claim(ClaimTypes.NameIdentifier, state.UserId.ToString()),
            new Claim(ClaimTypes.Role, RoleName.Of(state.Role)),
        ],
        "wardline"));
}
