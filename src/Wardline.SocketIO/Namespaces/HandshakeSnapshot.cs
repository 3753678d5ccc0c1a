using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Wardline.SocketIO;

/// <summary>What the request that opened the connection said. Valid for as long as the socket; the request itself is not.</summary>
public sealed class HandshakeSnapshot
{
    private readonly KeyValuePair<string, StringValues>[] _headers;

    internal HandshakeSnapshot(HttpContext context)
    {
        User = context.User;
        RemoteAddress = context.Connection.RemoteIpAddress;
        IsHttps = context.Request.IsHttps;
        Host = context.Request.Host;
        Query = context.Request.Query;
        _headers = [.. context.Request.Headers.Where(header => !IsOfTransport(header.Key))];
    }

    /// <summary>The principal that authentication found on the request; anonymous when there was none.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>The client's address, or its proxy's; null when the transport has none.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>Whether the request came over TLS.</summary>
    public bool IsHttps { get; }

    /// <summary>The host that the request named.</summary>
    public HostString Host { get; }

    /// <summary>The query of the request, that of the transport included.</summary>
    public IQueryCollection Query { get; }

    /// <summary>A request header by name in any case; empty when it was not sent. Those of the WebSocket upgrade are not kept.</summary>
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

    private static bool IsOfTransport(string name) =>
        name.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(':')
        || name.Equals("Connection", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase);
}
