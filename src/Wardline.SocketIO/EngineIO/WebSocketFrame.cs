using System.Buffers.Binary;
using System.Text;

namespace Wardline.SocketIO.EngineIO;

/// Server frames (RFC 6455 section 5.2): final, unmasked, so the same bytes serve every receiver.
internal static class WebSocketFrame
{
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte Close = 0x88;

    public static int HeaderLength(int payload) => payload < 126 ? 2 : payload <= ushort.MaxValue ? 4 : 10;

    public static int WriteHeader(Span<byte> destination, byte first, int payload)
    {
        destination[0] = first;
        if (payload < 126)
        {
            destination[1] = (byte)payload;
            return 2;
        }
        if (payload <= ushort.MaxValue)
        {
            destination[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payload);
            return 4;
        }
        destination[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(destination[2..], (ulong)payload);
        return 10;
    }

    public static EncodedPacket CloseFrame(ushort status, string reason)
    {
        int length = Encoding.UTF8.GetByteCount(reason);
        Span<byte> frame = stackalloc byte[4 + length];
        frame[0] = Close;
        frame[1] = (byte)(2 + length);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], status);
        Encoding.UTF8.GetBytes(reason, frame[4..]);
        return EncodedPacket.Control(frame);
    }
}
