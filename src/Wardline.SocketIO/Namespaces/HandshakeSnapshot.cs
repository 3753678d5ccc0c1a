using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Wardline.SocketIO;

/// <summary>What the request that opened the connection said. Valid for as long as the socket; the request itself is not.
/// Credentials in headers are not kept (<see cref="User"/> is what authentication made of them); the query is, with any token in it.</summary>
public sealed class HandshakeSnapshot
{
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly ClaimsPrincipal? _user;
    private readonly string? _query;

    internal HandshakeSnapshot(HttpContext context)
    {
        _user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        RemoteAddress = context.Connection.RemoteIpAddress;
        IsHttps = context.Request.IsHttps;
        Host = context.Request.Host;
        _query = context.Request.QueryString.Value;
        _headers = Kept(context.Request.Headers);
    }

    /// <summary>The principal that authentication found on the request; anonymous when there was none.</summary>
    public ClaimsPrincipal User => _user ?? new(new ClaimsIdentity());

    /// <summary>The address of the peer, or what forwarded-headers middleware made of it.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>Whether the request came over TLS.</summary>
    public bool IsHttps { get; }

    /// <summary>The <c>Host</c> header.</summary>
    public HostString Host { get; }

    /// <summary>The query of the request, read anew each time. It is kept as it came: a token belongs into the client's <c>auth</c>.</summary>
    public IQueryCollection Query => new QueryCollection(QueryHelpers.ParseQuery(_query));

    /// <summary>A request header by name in any case; empty when it was not sent. Those of the WebSocket upgrade
    /// are not kept, nor are <c>Authorization</c>, <c>Proxy-Authorization</c> and <c>Cookie</c>.</summary>
    public StringValues Header(string name)
    {
        foreach (var header in _headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }
        return StringValues.Empty;
    }

    private static KeyValuePair<string, StringValues>[] Kept(IHeaderDictionary headers)
    {
        // Copied at once, because an enumerator would stay with the connection.
        var all = new KeyValuePair<string, StringValues>[headers.Count];
        headers.CopyTo(all, 0);
        return Array.FindAll(all, static header => !IsOfTransport(header.Key) && !IsSecret(header.Key));
    }

    private static bool IsOfTransport(string name) =>
        name.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(':')
        || name.Equals("Connection", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
