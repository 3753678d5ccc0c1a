using System.Numerics;
using System.Runtime.InteropServices;

namespace Wardline.SocketIO.WebSockets;

/// The exclusive-or of client frames (RFC 6455 section 5.3). A mask is its four bytes in memory order.
internal static class Masking
{
    public static void Apply(Span<byte> bytes, uint mask)
    {
        var wide = new Vector<uint>(mask);
        var vectors = MemoryMarshal.Cast<byte, Vector<uint>>(bytes);
        foreach (ref var vector in vectors)
        {
            vector ^= wide;
        }
        var rest = bytes[(vectors.Length * Vector<byte>.Count)..];
        var words = MemoryMarshal.Cast<byte, uint>(rest);
        foreach (ref uint word in words)
        {
            word ^= mask;
        }
        rest = rest[(words.Length * sizeof(uint))..];
        var key = MemoryMarshal.AsBytes(new Span<uint>(ref mask));
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] ^= key[i];
        }
    }

    /// The mask for what follows after `count` bytes.
    public static uint Rotate(uint mask, int count) =>
        BitConverter.IsLittleEndian ? BitOperations.RotateRight(mask, 8 * (count & 3)) : BitOperations.RotateLeft(mask, 8 * (count & 3));
}
