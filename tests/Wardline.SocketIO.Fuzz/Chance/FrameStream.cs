using System.Buffers.Binary;

namespace Wardline.SocketIO.Fuzz.Chance;

/// Collects the bytes of one client, frame by frame.
internal sealed class FrameStream(Random random)
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    /// A message in one frame or in pieces, with control frames in between.
    public void Message(byte[] payload, bool isBinary)
    {
        byte opcode = isBinary ? (byte)2 : (byte)1;
        int at = 0;
        for (int pieces = random.Next(4) > 0 ? 0 : random.Next(1, 6); pieces > 0; pieces--)
        {
            int piece = random.Next(payload.Length - at + 1);
            Frame(opcode, payload[at..(at + piece)]);
            at += piece;
            opcode = 0;
            if (random.Next(5) == 0)
            {
                Control();
            }
        }
        Frame((byte)(0x80 | opcode), payload[at..]);
    }

    /// A ping or a pong.
    public void Control() => Frame(random.Next(3) > 0 ? (byte)0x89 : (byte)0x8A, random.Bytes(random.Next(10) > 0 ? random.Next(12) : 125));

    public void Close()
    {
        byte[] status = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(status, (short)(random.Next(3) > 0 ? random.Pick(1000, 1001, 1011, 3000, 4321) : random.Next(5200)));
        byte[] payload = random.Next(8) switch
        {
            0 => [],
            1 => [3],
            2 => [.. status, 0xC3, 0x28],
            3 => [.. status, .. "adieu"u8],
            _ => status,
        };
        Frame(0x88, payload);
    }

    /// <param name="first">Its first byte as it is.</param>
    /// <param name="claimed">The length that it says it has, if another.</param>
    public void Frame(byte first, byte[] payload, bool mask = true, ulong? claimed = null)
    {
        ulong length = claimed ?? (ulong)payload.Length;
        // Longer than need be is unusual, but clear.
        int form = length > ushort.MaxValue ? 127 : length > 125 ? 126 : (first & 8) == 0 && random.Next(30) == 0 ? random.Next(126, 128) : (int)length;
        _bytes.Add(first);
        _bytes.Add((byte)(form | (mask ? 0x80 : 0)));
        Span<byte> extended = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(extended, length);
        _bytes.AddRange(form == 126 ? extended[6..] : form == 127 ? extended : []);
        byte[] key = mask ? random.Bytes(4) : [];
        _bytes.AddRange(key);
        for (int i = 0; i < payload.Length; i++)
        {
            _bytes.Add((byte)(payload[i] ^ (mask ? key[i & 3] : 0)));
        }
    }

    /// Bytes that are no frame, unless by chance.
    public void Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
    }

    /// One byte of what there is becomes another.
    public void Damage()
    {
        if (_bytes.Count > 0)
        {
            _bytes[random.Next(_bytes.Count)] = (byte)random.Next(256);
        }
    }
}
