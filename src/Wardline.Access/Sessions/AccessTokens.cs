using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Wardline.Access.Sessions;

/// <summary>Makes and reads the framework's bearer tokens: opaque, encrypted, holding nothing but the session's id.</summary>
public sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider time)
{
    internal const string SessionClaim = "sid";

    private ISecureDataFormat<AuthenticationTicket> Format => options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector;

    public string Create(SessionState session)
    {
        var properties = new AuthenticationProperties { ExpiresUtc = session.ExpiresAt };
        var ticket = new AuthenticationTicket(Principal(session.SessionId, BearerTokenDefaults.AuthenticationScheme), properties, $"{BearerTokenDefaults.AuthenticationScheme}:AccessToken");
        return Format.Protect(ticket);
    }

    /// <returns>Null when the token is not ours, was tampered with or has expired.</returns>
    public Guid? Read(string? token)
    {
        var ticket = string.IsNullOrEmpty(token) ? null : Format.Unprotect(token);
        return ticket?.Properties.ExpiresUtc > time.GetUtcNow() ? SessionOf(ticket.Principal) : null;
    }

    /// <summary>The session a principal of ours points to; it may be over.</summary>
    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether we made this token, however old it is.</summary>
    internal bool IsOurs(string token) => Format.Unprotect(token) is not null;

    internal static ClaimsPrincipal Principal(Guid sessionId, string scheme) =>
        new(new ClaimsIdentity([new Claim(SessionClaim, sessionId.ToString())], scheme));
}
