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

    internal static ClaimsPrincipal Principal(Guid sessionId, string scheme) =>
        new(new ClaimsIdentity([new Claim(SessionClaim, sessionId.ToString())], scheme));

    internal static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), CultureInfo.InvariantCulture, out var id) ? id : null;

    private ISecureDataFormat<AuthenticationTicket> Format => options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector;
}
