using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>A request without a person gets 401 and why; a person in the wrong role gets 403 and an audit row.</summary>
internal sealed class AccessDenied(ChangeWriter writer) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || IsRoutingsOwnRefusal(context.GetEndpoint()))
        {
            await next(context);
        }
        else if (context.FindSession() is not { } session)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ProblemResults.WriteAsync(context, context.WhyAnonymous());
        }
        else
        {
            var refusal = Problem.Forbidden("This is not for your role.");
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var audit = session.Actor(null, context.Address()).Audit("access.role", "route", $"{context.Request.Method} {route}", outcome: refusal.Code);
            var audited = await writer.WriteAsync(new WriteUnit { Audit = audit });
            await ProblemResults.WriteAsync(context, audited.Problem ?? refusal);
        }
    }

    // Routing answers a wrong method or content type with an endpoint of its own, to which no AllowAnonymous can be added.
    private static bool IsRoutingsOwnRefusal(Endpoint? endpoint) =>
        endpoint is not (null or RouteEndpoint) && endpoint.DisplayName is ("405 HTTP Method Not Supported" or "415 HTTP Unsupported Media Type");
}
