namespace Wardline.Access;

/// <summary>What the composition knows and access needs.</summary>
/// <param name="Demo">Public demo accounts exist; every screen says so.</param>
/// <param name="Secure">Served over TLS: the cookie is <c>__Host-wardline</c>. Over plain HTTP on loopback it is <c>wardline</c>, since browsers take <c>__Host-</c> only with TLS.</param>
/// <param name="AllowedOrigins">Origins besides our own whose pages may use the cookie.</param>
public sealed record AccessSettings(bool Demo, bool Secure, IReadOnlyList<string> AllowedOrigins)
{
    public string CookieName => Secure ? "__Host-wardline" : "wardline";
}
