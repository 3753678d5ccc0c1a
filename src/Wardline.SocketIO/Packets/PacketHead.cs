using System.Buffers.Text;
using System.Text;

namespace Wardline.SocketIO.Packets;

/// What stands before the JSON of a packet: type, number of attachments, namespace, acknowledgement id.
internal readonly record struct PacketHead(PacketType Type, int Attachments, string Namespace, long? AckId, int JsonStart)
{
    private const int NamespaceLength = 256;

    // 15 digits stay exact in a JavaScript number.
    private const int NumberLength = 15;

    public static bool TryRead(ReadOnlySpan<byte> packet, out PacketHead head)
    {
        head = default;
        if (packet.IsEmpty || packet[0] is < (byte)'0' or > (byte)'6')
        {
            return false;
        }
        var type = (PacketType)(packet[0] - '0');
        int at = 1;
        long attachments = 0;
        if (type is PacketType.BinaryEvent or PacketType.BinaryAck
            && !(TryNumber(packet, ref at, out attachments) && at < packet.Length && packet[at++] == (byte)'-'))
        {
            return false;
        }
        string name = "/";
        if (at < packet.Length && packet[at] == (byte)'/')
        {
            var rest = packet[at..];
            int comma = rest.IndexOf((byte)',');
            int length = comma < 0 ? rest.Length : comma;
            if (length > NamespaceLength)
            {
                return false;
            }
            name = length == 1 ? "/" : Encoding.UTF8.GetString(rest[..length]);
            at += comma < 0 ? length : length + 1;
        }
        long? ackId = null;
        if (at < packet.Length && char.IsAsciiDigit((char)packet[at]))
        {
            if (!TryNumber(packet, ref at, out long id))
            {
                return false;
            }
            ackId = id;
        }
        head = new(type, (int)Math.Min(attachments, int.MaxValue), name, ackId, at);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> packet, ref int at, out long value)
    {
        var digits = packet[at..];
        int length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? digits.Length : length;
        if (length is 0 or > NumberLength)
        {
            value = 0;
            return false;
        }
        at += length;
        return Utf8Parser.TryParse(digits[..length], out value, out _);
    }
}
