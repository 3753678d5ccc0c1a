using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Tests.WebSockets;

public sealed class FrameReaderTests
{
    private const int Limit = 5000;

    /// Feeds the reader as the transport does, `cut` bytes at a time, and gives every step but NeedsMore.
    private static List<(FrameStep Step, string Payload)> Read(byte[] wire, Func<int> cut)
    {
        var reader = new FrameReader(Limit);
        var steps = new List<(FrameStep, string)>();
        var held = new List<byte>();
        for (int at = 0; at < wire.Length;)
        {
            int take = Math.Min(cut(), wire.Length - at);
            held.AddRange(wire.AsSpan(at, take));
            at += take;
            var bytes = held.ToArray();
            int used = 0;
            while (true)
            {
                var step = reader.Next(bytes.AsSpan(used), out int consumed, out var payload);
                used += consumed;
                if (step == FrameStep.NeedsMore)
                {
                    break;
                }
                steps.Add((step, Convert.ToHexString(payload)));
                if (step is FrameStep.Malformed or FrameStep.TooBig or FrameStep.NotUtf8)
                {
                    reader.ReturnAssembly();
                    return steps;
                }
            }
            held.Clear();
            held.AddRange(bytes.AsSpan(used));
        }
        reader.ReturnAssembly();
        return steps;
    }

    [Theory]
    [Trait("Rule", "WS-2")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(77)]
    public void Cuts_between_segments_make_no_difference(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            var wire = new List<byte>();
            var expected = new List<(FrameStep, string)>();
            for (int message = 0; message < 6; message++)
            {
                Append(random, wire, expected);
            }
            var whole = Read([.. wire], () => int.MaxValue);
            Assert.Equal(expected, whole);
            Assert.Equal(expected, Read([.. wire], () => 1));
            Assert.Equal(expected, Read([.. wire], () => random.Next(1, 20)));
            Assert.Equal(expected, Read([.. wire], () => random.Next(1, 4000)));
        }
    }

    /// A message in fragments, with control frames between them.
    private static void Append(Random random, List<byte> wire, List<(FrameStep, string)> expected)
    {
        var payload = new byte[random.Next(3) switch { 0 => random.Next(5), 1 => random.Next(300), _ => random.Next(Limit) }];
        bool isText = random.Next(2) == 0;
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = (byte)random.Next(isText ? 128 : 256);
        }
        int at = 0;
        bool first = true;
        bool final;
        do
        {
            int length = random.Next(4) == 0 ? payload.Length - at : random.Next(payload.Length - at + 1);
            final = at + length == payload.Length;
            wire.AddRange(WireSocket.Encode((byte)((final ? 0x80 : 0) | (first ? isText ? 1 : 2 : 0)), payload[at..(at + length)]));
            at += length;
            first = false;
            if (!final && random.Next(3) == 0)
            {
                byte[] ping = new byte[random.Next(126)];
                random.NextBytes(ping);
                wire.AddRange(WireSocket.Encode(0x89, ping));
                expected.Add((FrameStep.Ping, Convert.ToHexString(ping)));
            }
        }
        while (!final);
        expected.Add((isText ? FrameStep.Text : FrameStep.Binary, Convert.ToHexString(payload)));
    }

    [Fact]
    [Trait("Rule", "EIO-10")]
    public void Message_of_the_limit_is_given_out_and_one_byte_more_is_too_big_at_its_header()
    {
        Assert.Equal(FrameStep.Binary, Read(WireSocket.Encode(0x82, new byte[Limit]), () => int.MaxValue).Single().Step);
        Assert.Equal(FrameStep.TooBig, Read(WireSocket.Encode(0x82, new byte[Limit + 1])[..8], () => int.MaxValue).Single().Step);
        byte[] fragments = [.. WireSocket.Encode(0x02, new byte[Limit]), .. WireSocket.Encode(0x80, new byte[1])[..6]];
        Assert.Equal(FrameStep.TooBig, Read(fragments, () => 100).Single().Step);
    }

    [Fact]
    [Trait("Rule", "WS-6")]
    public void After_a_discard_only_control_frames_are_given_out()
    {
        var reader = new FrameReader(Limit);
        byte[] begun = WireSocket.Encode(0x01, "half of a mess"u8.ToArray());
        Assert.Equal(FrameStep.NeedsMore, reader.Next(begun, out int consumed, out _));
        Assert.Equal(begun.Length, consumed);
        reader.Discard();
        byte[] rest = [.. WireSocket.Encode(0x80, "age"u8.ToArray()), .. WireSocket.Encode(0x82, new byte[Limit + 100]), .. WireSocket.Encode(0x88, [3, 232])];
        Assert.Equal(FrameStep.Close, reader.Next(rest, out consumed, out var payload));
        Assert.Equal([3, 232], payload.ToArray());
        Assert.Equal(rest.Length, consumed);
    }
}
