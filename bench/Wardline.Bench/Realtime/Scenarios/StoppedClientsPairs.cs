using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>Pairs of trials, with and without the stop, in turns, each on a fresh server; what counts is the difference inside a pair.</summary>
internal static class StoppedClientsPairs
{
    public static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        int pairs, Func<bool, CancellationToken, Task<StoppedClientsResult>> trial, CancellationToken ct)
    {
        var without = new List<StoppedClientsResult>();
        var with = new List<StoppedClientsResult>();
        for (var pair = 0; pair < pairs; pair++)
        {
            bool[] order = pair % 2 == 0 ? [false, true] : [true, false];
            foreach (var stop in order)
            {
                (stop ? with : without).Add(await trial(stop, ct));
            }
        }

        return
        [
            Row("p99_ms", "ms", without, result => result.P99),
            Row("with_50_stopped_p99_ms", "ms", with, result => result.P99),
            new("realtime", "stopped_clients_p99_difference_ms", "ms", Math.Round(Latencies.Median(with.Zip(without, (a, b) => a.P99 - b.P99)), 2)),
            new("realtime", "stopped_clients_lost_by_others", "deliveries", with.Sum(result => result.Lost)),
            Row("server_peak_mib", "MiB", without, result => result.PeakMiB),
            Row("with_50_stopped_server_peak_mib", "MiB", with, result => result.PeakMiB),
            new("realtime", "stopped_clients_closed_after_s", "s", Math.Round(with.Max(result => result.ClosedAfter), 1)),
        ];
    }

    private static BenchRow Row(string metric, string unit, List<StoppedClientsResult> results, Func<StoppedClientsResult, double> figure) =>
        new("realtime", $"stopped_clients_{metric}", unit, Comparison<StoppedClientsResult>.Median(results, figure));
}
