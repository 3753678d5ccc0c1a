using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wardline.Server.Demo;

/// <summary>Ids and chance that depend on the seed and a name only, so that the same seed makes the same hospital.</summary>
internal sealed class DemoIds(int seed)
{
    /// <summary>A UUIDv7 (RFC 9562, 5.7) whose random bits are a hash of the seed and <paramref name="name"/>.</summary>
    public Guid Make(DateTimeOffset at, string name)
    {
        var bytes = Hash(name);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)at.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(6)));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Chance of its own for each name: changing one patient does not change the next.</summary>
    public Random Chance(string name) => new(BinaryPrimitives.ReadInt32BigEndian(Hash(name)));

    private byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{name}"));
}
