using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Wardline.Server.Tls;

/// <summary>The names and addresses a certificate is good for.</summary>
/// <param name="Hosts">DNS names, lower case.</param>
public sealed record CertificateNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>What this machine is called and reachable at now.</summary>
    public static CertificateNames OfThisMachine()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !IPAddress.IsLoopback(address) && (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv6UniqueLocal));
        // Global IPv6 addresses change by the day, for privacy; who wants one in the certificate asks for it.
        return Of(["localhost", Environment.MachineName], [IPAddress.Loopback, IPAddress.IPv6Loopback, .. addresses]);
    }

    /// <summary>Sorts the given texts into names and addresses.</summary>
    public static CertificateNames Of(IEnumerable<string> namesOrAddresses, IEnumerable<IPAddress> addresses)
    {
        var (hosts, all) = (new SortedSet<string>(StringComparer.Ordinal), new List<IPAddress>(addresses));
        foreach (var text in namesOrAddresses)
        {
            if (IPAddress.TryParse(text.Trim('[', ']'), out var address))
            {
                all.Add(address);
            }
            else
            {
                hosts.Add(text.ToLowerInvariant());
            }
        }

        return new CertificateNames([.. hosts], [.. all.Distinct().OrderBy(address => address.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>A DNS name or an address, without a port, a path or a wildcard.</summary>
    public static bool IsNameOrAddress(string text) =>
        IPAddress.TryParse(text.Trim('[', ']'), out _)
        || (Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(char.IsAscii) && !text.Contains('_', StringComparison.Ordinal));

    public CertificateNames With(CertificateNames other) => Of([.. Hosts, .. other.Hosts], [.. Addresses, .. other.Addresses]);

    public bool Covers(CertificateNames other) => !other.Hosts.Except(Hosts).Any() && !other.Addresses.Except(Addresses).Any();

    public override string ToString() => string.Join(", ", Hosts.Concat(Addresses.Select(address => address.ToString())));
}
