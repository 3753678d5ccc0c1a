using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Wardline.Server.Tls;

/// <summary>
/// What our authority may vouch for (RFC 5280, 4.2.1.10): this machine, names that only exist in local networks, and
/// private addresses. Whoever steals its key from a laptop cannot impersonate a bank to the phones that trust it.
/// </summary>
internal static class NameConstraints
{
    private const string Oid = "2.5.29.30";
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    private static readonly string[] LocalNames = ["localhost", "local", "lan", "internal", "home.arpa"];

    private static readonly IPNetwork[] LocalNetworks =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static X509Extension For(CertificateNames names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            foreach (var name in LocalNames.Concat(names.Hosts.Where(host => !IsLocal(host))))
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name, DnsName);
                }
            }

            foreach (var network in LocalNetworks.Concat(names.Addresses.Where(address => !IsLocal(address)).Select(Only)))
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString([.. network.BaseAddress.GetAddressBytes(), .. Mask(network)], Address);
                }
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    /// <summary>Those of <paramref name="names"/> that <paramref name="authority"/> may vouch for.</summary>
    public static CertificateNames Allowed(X509Certificate2 authority, CertificateNames names)
    {
        if (authority.Extensions[Oid] is not { } extension)
        {
            return names;
        }

        var (hosts, networks) = Read(extension.RawData);
        return CertificateNames.Of(
            names.Hosts.Where(host => hosts.Exists(name => IsUnder(host, name))),
            names.Addresses.Where(address => networks.Exists(network => network.Contains(address))));
    }

    private static (List<string> Hosts, List<IPNetwork> Networks) Read(byte[] encoded)
    {
        var (hosts, networks) = (new List<string>(), new List<IPNetwork>());
        var permitted = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadSequence(Permitted);
        while (permitted.HasData)
        {
            var subtree = permitted.ReadSequence();
            if (subtree.PeekTag().HasSameClassAndValue(DnsName))
            {
                hosts.Add(subtree.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
            }
            else
            {
                var bytes = subtree.ReadOctetString(Address);
                var half = bytes.Length / 2;
                var bits = bytes.AsSpan(half).ToArray().Sum(part => int.PopCount(part));
                networks.Add(new IPNetwork(new IPAddress(bytes.AsSpan(0, half)), bits));
            }
        }

        return (hosts, networks);
    }

    private static bool IsLocal(string host) => Array.Exists(LocalNames, name => IsUnder(host, name));

    private static bool IsLocal(IPAddress address) => Array.Exists(LocalNetworks, network => network.Contains(address));

    private static bool IsUnder(string host, string name) =>
        host == name || host.EndsWith("." + name, StringComparison.Ordinal);

    private static IPNetwork Only(IPAddress address) =>
        new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    private static byte[] Mask(IPNetwork network)
    {
        var mask = new byte[network.BaseAddress.GetAddressBytes().Length];
        for (var bit = 0; bit < network.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return mask;
    }
}
