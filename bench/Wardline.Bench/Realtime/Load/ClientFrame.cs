using System.Buffers.Binary;

namespace Wardline.Bench.Realtime.Load;

/// <summary>WebSocket frames (RFC 6455 section 5.2): short masked ones out, whatever size in.</summary>
internal static class ClientFrame
{
    public const byte Text = 1;
    public const byte Close = 8;

    // What the key is does not matter to a measurement, as long as there is something to unmask.
    private static ReadOnlySpan<byte> Mask => [0x37, 0xfa, 0x21, 0x3d];

    /// <returns>The frame's length.</returns>
    public static int Write(Span<byte> frame, byte opcode, ReadOnlySpan<byte> payload)
    {
        frame[0] = (byte)(0x80 | opcode);
        var at = 2;
        if (payload.Length < 126)
        {
            frame[1] = (byte)(0x80 | payload.Length);
        }
        else
        {
            frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)payload.Length));
            at = 4;
        }

        Mask.CopyTo(frame[at..]);
        at += 4;
        for (var i = 0; i < payload.Length; i++)
        {
            frame[at + i] = (byte)(payload[i] ^ Mask[i & 3]);
        }

        return at + payload.Length;
    }

    /// <returns>The frame's length, 0 when not all of it is there yet.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out byte opcode, out ReadOnlySpan<byte> payload)
    {
        opcode = 0;
        payload = default;
        if (bytes.Length < 2)
        {
            return 0;
        }

        opcode = (byte)(bytes[0] & 0x0f);
        var (length, at) = (bytes[1] & 0x7f, 2);
        if (length == 126)
        {
            at = 4;
            length = bytes.Length < at ? int.MaxValue / 2 : BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (length == 127)
        {
            at = 10;
            length = bytes.Length < at ? int.MaxValue / 2 : checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]));
        }

        if (bytes.Length < at + length)
        {
            return 0;
        }

        payload = bytes.Slice(at, length);
        return at + length;
    }
}
