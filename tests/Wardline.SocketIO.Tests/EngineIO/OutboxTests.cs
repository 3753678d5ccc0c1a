using System.Buffers;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class OutboxTests
{
    private static EncodedPacket Packet(int bytes, byte fill = 1)
    {
        var wire = new byte[bytes];
        Array.Fill(wire, fill);
        return new(wire, []);
    }

    private static Outbox Bounded(int outgoing, int @volatile) =>
        new(new SessionHost(new SocketIOOptions { OutgoingBytes = outgoing, VolatileBytes = @volatile }, TimeProvider.System));

    private static byte[]? Take(Outbox outbox, int batch)
    {
        var output = new ArrayBufferWriter<byte>();
        return outbox.TryTake(output, batch) ? output.WrittenSpan.ToArray() : null;
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public void Small_packets_are_taken_together_in_order()
    {
        var outbox = Bounded(10_000, 1_000);
        Assert.Equal(Posted.Wake, outbox.Post(Packet(3, 1), isVolatile: false));
        Assert.Equal(Posted.Queued, outbox.Post(Packet(2, 2), isVolatile: false));
        Assert.Equal(Posted.Queued, outbox.Post(Packet(20, 3), isVolatile: false));
        Assert.Equal([1, 1, 1, 2, 2], Take(outbox, batch: 10)!);
        Assert.Equal(20, Take(outbox, batch: 10)!.Length);
        Assert.Null(Take(outbox, batch: 10));
        Assert.Equal(Posted.Wake, outbox.Post(Packet(1), isVolatile: false));
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public void Bound_counts_what_is_being_written_and_lets_one_large_packet_through()
    {
        var outbox = Bounded(10 + (2 * EncodedPacket.Overhead), 5 + EncodedPacket.Overhead);
        Assert.Equal(Posted.Wake, outbox.Post(Packet(500), isVolatile: false));
        Assert.Equal(500, Take(outbox, batch: 4)!.Length);
        Assert.Equal(Posted.Full, outbox.Post(Packet(1), isVolatile: false));
        Assert.Equal(Posted.Dropped, outbox.Post(Packet(1), isVolatile: true));
        Assert.Null(Take(outbox, batch: 4));
        Assert.Equal(Posted.Wake, outbox.Post(Packet(6), isVolatile: false));
        Assert.Equal(Posted.Dropped, outbox.Post(Packet(1), isVolatile: true));
        Assert.Equal(Posted.Queued, outbox.Post(Packet(4), isVolatile: false));
        Assert.Equal(Posted.Full, outbox.Post(Packet(1), isVolatile: false));
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public void Tiny_packets_hold_no_multiple_of_their_bound()
    {
        var outbox = Bounded(64 << 10, 64 << 10);
        int taken = 0;
        while (outbox.Post(Packet(2), isVolatile: true) != Posted.Dropped)
        {
            taken++;
        }
        Assert.InRange(taken, 1, (64 << 10) / EncodedPacket.Overhead);
    }

    [Fact]
    [Trait("Rule", "EIO-14")]
    public async Task Relief_comes_at_half_of_the_bound_and_nothing_follows_the_last_packet()
    {
        var outbox = Bounded(10 + (2 * EncodedPacket.Overhead), 5);
        outbox.Post(Packet(8), isVolatile: false);
        outbox.Post(Packet(2), isVolatile: false);
        var relief = outbox.ReliefAsync();
        Assert.False(relief.IsCompleted);
        outbox.Complete(Packet(1));
        await relief;
        Assert.Equal(Posted.Closed, outbox.Post(Packet(1), isVolatile: false));
        var empty = outbox.EmptyAsync();
        Assert.Equal(11, Take(outbox, batch: 16)!.Length);
        Assert.False(empty.IsCompleted);
        Assert.Null(Take(outbox, batch: 16));
        await empty;
    }
}
