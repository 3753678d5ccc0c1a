using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Wardline.Access.Sessions;

/// <summary>Makes and reads the framework's bearer tokens: opaque, encrypted, holding nothing but the session's id.</summary>
public sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options)
{
    internal const string SessionClaim = "sid";

    private ISecureDataFormat<AuthenticationTicket> Format => options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector;

    public string Create(SessionState session)
    {
        var properties = new AuthenticationProperties { ExpiresUtc = session.ExpiresAt };
        var ticket = new AuthenticationTicket(Principal(session.SessionId, BearerTokenDefaults.AuthenticationScheme), properties, $"{BearerTokenDefaults.AuthenticationScheme}:AccessToken");
        return Format.Protect(ticket);
    }

    /// <summary>The session a token of ours points to. Whether it is over, only the session knows.</summary>
    /// <returns>Null when the token is not ours or was tampered with.</returns>
    public Guid? Read(string? token) =>
        !string.IsNullOrEmpty(token) && Format.Unprotect(token) is { } ticket ? SessionOf(ticket.Principal) : null;

    /// <summary>The session a principal of ours points to; it may be over.</summary>
    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static ClaimsPrincipal Principal(Guid sessionId, string scheme) =>
        new(new ClaimsIdentity([new Claim(SessionClaim, sessionId.ToString())], scheme));
}
