using System.Buffers.Binary;
using System.Text;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.WebSockets;

/// Server frames (RFC 6455 section 5.2): final, unmasked, so the same bytes serve every receiver.
internal static class WebSocketFrame
{
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte Close = 0x88;
    public const byte Ping = 0x89;
    public const byte Pong = 0x8A;

    /// Bytes of a control frame's payload.
    public const int MostControl = 125;

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

    /// A control frame, whose payload is at most 125 bytes.
    public static EncodedPacket Control(byte first, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MostControl, nameof(payload));
        Span<byte> frame = stackalloc byte[2 + payload.Length];
        WriteHeader(frame, first, payload.Length);
        payload.CopyTo(frame[2..]);
        return EncodedPacket.Control(frame);
    }

    /// A status of 0 stands for a close frame without one.
    public static EncodedPacket CloseFrame(ushort status, string reason)
    {
        if (status == WebSocketStatus.None)
        {
            return Control(Close, []);
        }
        int length = 2 + Encoding.UTF8.GetByteCount(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostControl, nameof(reason));
        Span<byte> payload = stackalloc byte[length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, status);
        Encoding.UTF8.GetBytes(reason, payload[2..]);
        return Control(Close, payload);
    }
}
