namespace Wardline.Access.Http;

/// <summary>
/// Whether a browser's request comes from our own pages. Only requests that carry the session cookie are asked: a
/// bearer token is never sent by a browser on its own.
/// </summary>
public static class OriginPolicy
{
    /// <param name="origin">The <c>Origin</c> header; absent on a request that a script cannot have made cross-site with a body.</param>
    /// <param name="own">Scheme and host the request was made to, e.g. <c>https://ward.example:5443</c>.</param>
    /// <param name="allowed">Other origins the operator listed.</param>
    public static bool Allows(string? origin, string own, IEnumerable<string> allowed) =>
        !string.IsNullOrEmpty(origin)
        && (string.Equals(origin, own, StringComparison.OrdinalIgnoreCase) || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase));
}
