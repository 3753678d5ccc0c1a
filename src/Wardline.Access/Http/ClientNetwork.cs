using System.Net;
using System.Net.Sockets;

namespace Wardline.Access.Http;

/// <summary>Whom limits by address count as one: whoever has one IPv6 address has its whole /64.</summary>
public static class ClientNetwork
{
    /// <returns>The IPv4 address, or the IPv6 prefix in hexadecimal digits; empty for what is no address.</returns>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out var ip) ? ip : null);

    /// <inheritdoc cref="Of(string?)"/>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
