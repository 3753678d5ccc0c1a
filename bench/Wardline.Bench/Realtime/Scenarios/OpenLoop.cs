using System.Diagnostics;
using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>In milliseconds from when a broadcast was due to when a receiver had it.</summary>
internal sealed record OpenLoopResult(double P50, double P99, long Lost, double PerCpuSecond);

/// <summary>So many broadcasts a second, whether the server keeps up or not.</summary>
internal static class OpenLoop
{
    public static OpenLoopResult Measure(ServerProcess server, RealtimePlan plan, double broadcastsPerSecond, CancellationToken ct)
    {
        using var room = Room.Open(server, ct);
        room.Saturate(plan.WarmUp, plan.Window, ct);
        room.Drain(ct);
        Run(room, broadcastsPerSecond, TimeSpan.FromSeconds(1), ct);
        var delays = room.Recording = new Delays();
        var (cpu, delivered) = (server.CpuSeconds, room.Delivered);
        Run(room, broadcastsPerSecond, plan.OpenLoop, ct);
        cpu = server.CpuSeconds - cpu;
        return new(delays.Percentile(0.5), delays.Percentile(0.99), room.Missing, (room.Delivered - delivered) / cpu);
    }

    private static void Run(Room room, double broadcastsPerSecond, TimeSpan time, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var count = (long)(broadcastsPerSecond * time.TotalSeconds);
        for (long sent = 0; sent < count;)
        {
            ct.ThrowIfCancellationRequested();
            var due = start + (long)(sent / broadcastsPerSecond * Stopwatch.Frequency);
            if (Stopwatch.GetTimestamp() >= due)
            {
                room.Broadcast(due);
                sent++;
            }

            // Not waiting: its own core is there for punctuality.
            room.Loop.Poll(0);
        }

        room.Drain(ct);
    }
}
