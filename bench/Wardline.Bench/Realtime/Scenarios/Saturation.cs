using System.Diagnostics;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <param name="AllocatedPerDelivery">Bytes; 0 where the server does not tell.</param>
/// <param name="ServerBusy">Of its core, 0 to 1.</param>
/// <param name="GeneratorBusy">Of its core; near 1 the generator held the server back.</param>
internal sealed record SaturationResult(double PerCpuSecond, double PerSecond, double AllocatedPerDelivery, double ServerBusy, double GeneratorBusy);

/// <summary>Broadcasts as fast as the server takes them, so many of each broadcaster at a time.</summary>
internal static class Saturation
{
    public static async Task<SaturationResult> MeasureAsync(ServerProcess server, RealtimePlan plan, int window, CancellationToken ct)
    {
        using var room = Room.Open(server, ct);
        room.Saturate(plan.WarmUp, window, ct);
        var allocated = (await server.StatsAsync(ct)).Allocated;
        var (delivered, started) = (room.Delivered, Stopwatch.GetTimestamp());
        var (serverCpu, generatorCpu) = (server.CpuSeconds, Environment.CpuUsage.TotalTime);
        room.Saturate(plan.Saturation, window, ct);
        serverCpu = server.CpuSeconds - serverCpu;
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        generatorCpu = Environment.CpuUsage.TotalTime - generatorCpu;
        delivered = room.Delivered - delivered;
        allocated = (await server.StatsAsync(ct)).Allocated - allocated;
        room.Drain(ct);
        return room.Missing > 0
            ? throw new InvalidOperationException($"{room.Missing} deliveries were lost.")
            : new(delivered / serverCpu, delivered / took, (double)allocated / delivered, serverCpu / took, generatorCpu.TotalSeconds / took);
    }
}
