using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Tests.WebSockets;

public sealed class MaskingTests
{
    private static readonly byte[] s_key = [0x11, 0xA2, 0x03, 0xF4];

    private static uint Mask => BitConverter.ToUInt32(s_key);

    private static byte[] Naive(byte[] bytes, int from) => [.. bytes.Select((b, i) => (byte)(b ^ s_key[(from + i) % 4]))];

    [Fact]
    [Trait("Rule", "WS-2")]
    public void Every_length_at_every_alignment_is_as_byte_by_byte()
    {
        var random = new Random(1);
        var room = new byte[200];
        for (int length = 0; length <= 100; length++)
        {
            for (int offset = 0; offset < 64; offset++)
            {
                random.NextBytes(room);
                var before = room.ToArray();
                Masking.Apply(room.AsSpan(offset, length), Mask);
                Assert.Equal(before[..offset], room[..offset]);
                Assert.Equal(Naive(before[offset..(offset + length)], 0), room[offset..(offset + length)]);
                Assert.Equal(before[(offset + length)..], room[(offset + length)..]);
            }
        }
    }

    [Fact]
    [Trait("Rule", "WS-2")]
    public void Bytes_masked_in_two_parts_are_as_in_one()
    {
        var bytes = new byte[100];
        new Random(2).NextBytes(bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            var copy = bytes.ToArray();
            Masking.Apply(copy.AsSpan(0, cut), Mask);
            Masking.Apply(copy.AsSpan(cut), Masking.Rotate(Mask, cut));
            Assert.Equal(Naive(bytes, 0), copy);
        }
    }
}
