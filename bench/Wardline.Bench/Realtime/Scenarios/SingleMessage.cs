using System.Diagnostics;
using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>Medians in milliseconds: until the last of 200 receivers has it, and over all receivers.</summary>
internal sealed record SingleMessageResult(double LastP50, double ReceiverP50);

/// <summary>One broadcast at a time, on an otherwise idle server.</summary>
internal static class SingleMessage
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);

    public static SingleMessageResult Measure(ServerProcess server, RealtimePlan plan, CancellationToken ct)
    {
        using var room = Room.Open(server, ct);
        room.Saturate(plan.WarmUp, plan.Window, ct);
        room.Drain(ct);
        var last = new Delays();
        var each = room.Recording = new Delays();
        for (var i = 0; i < plan.SingleMessages; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            room.Broadcast(sent);
            var drained = false;
            while (Stopwatch.GetElapsedTime(sent) < Apart || room.Missing > 0)
            {
                ct.ThrowIfCancellationRequested();
                room.Loop.Poll(0);
                if (!drained && room.Missing == 0)
                {
                    drained = true;
                    last.Add(sent, room.LastAt);
                }
                else if (Stopwatch.GetElapsedTime(sent) > TimeSpan.FromSeconds(5))
                {
                    throw new TimeoutException($"{room.Missing} of {Room.Receivers} receivers did not get a message.");
                }
            }
        }

        return new(last.Percentile(0.5), each.Percentile(0.5));
    }
}
