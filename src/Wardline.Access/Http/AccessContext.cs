using Microsoft.AspNetCore.Http;
using Wardline.Access.Sessions;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

public static class AccessContext
{
    /// <summary>The session of a signed-in request.</summary>
    public static SessionState Session(this HttpContext context) =>
        context.FindSession() ?? throw new InvalidOperationException("This endpoint is open to people who have not signed in.");

    /// <summary>The session of a request to an endpoint that is also open to people who have not signed in.</summary>
    public static SessionState? FindSession(this HttpContext context) => context.Items[typeof(SessionState)] as SessionState;

    public static Actor Actor(this HttpContext context)
    {
        var device = context.Request.Headers["X-Device-Id"].ToString();
        return context.Session().Actor(DeviceId.IsValid(device) ? device : null, context.Address());
    }

    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    /// <summary>Why nobody is signed in on this request.</summary>
    public static Problem WhyAnonymous(this HttpContext context) => context.Items[typeof(Problem)] as Problem ?? Refusals.NotSignedIn;
}

/// <summary>
/// Metadata of an endpoint that is open to strangers and says in its own protocol why nobody is signed in: a page cannot
/// see the status with which a WebSocket was refused.
/// </summary>
public sealed class TellsStrangersItself;

/// <summary>A name a client gives itself, so that its own ids outlive one connection.</summary>
public static class DeviceId
{
    public static bool IsValid(string? device) =>
        device is { Length: > 0 and <= 64 } && device.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
