using Microsoft.AspNetCore.Http;

namespace Wardline.Access.Http;

/// <summary>
/// Whether a browser's request comes from our own pages. Only requests that carry the session cookie are asked: a
/// bearer token or a ticket is never sent by a browser on its own.
/// </summary>
public static class OriginPolicy
{
    /// <param name="origin">The <c>Origin</c> header. A browser sends it with every request that changes state and every WebSocket; without it the answer is no.</param>
    /// <param name="fetchSite">The <c>Sec-Fetch-Site</c> header, which no script can set; it may take trust away, never give it.</param>
    /// <param name="own">Scheme and host the request was made to, e.g. <c>https://ward.example:5443</c>.</param>
    /// <param name="allowed">Other origins the operator listed.</param>
    public static bool Allows(string? origin, string? fetchSite, string own, IEnumerable<string> allowed) =>
        !string.IsNullOrEmpty(origin)
        && (string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            ? fetchSite != "cross-site"
            : allowed.Contains(origin, StringComparer.OrdinalIgnoreCase));

    public static bool Allows(HttpContext context, AccessSettings settings) => Allows(
        context.Request.Headers.Origin, context.Request.Headers["Sec-Fetch-Site"], $"{context.Request.Scheme}://{context.Request.Host}", settings.AllowedOrigins);

    /// <summary>Whether a browser could send this as an <c>Origin</c>; anything else in the operator's list would never match.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text;
}
