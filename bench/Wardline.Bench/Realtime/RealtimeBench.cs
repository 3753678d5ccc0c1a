using System.Globalization;
using Wardline.Bench.Realtime.Scenarios;
using Wardline.Bench.Realtime.Servers;
using Wardline.Server.Startup;

namespace Wardline.Bench.Realtime;

/// <summary>
/// Our Socket.IO server beside Node's: one generator, rounds that alternate between the two, a fresh server process for each
/// measurement. Server on one core, generator on another.
/// </summary>
internal sealed class RealtimeBench(RealtimePlan plan, Cores cores, ServerKind ours, ServerKind node)
{
    public static async Task<int> RunAsync(RealtimePlan plan, bool json, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux() || SourceTree.Find() is not { } root)
        {
            Say("The realtime bench needs Linux and the checkout.");
            return 2;
        }

        var peer = Path.Combine(root, "bench", "peers", "node-socketio");
        if (!await NodePackages.EnsureAsync(peer, Say, ct))
        {
            return 2;
        }

        var cores = await Cores.PinAsync(ct);
        Say($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}; {cores}; {plan.Rounds} rounds, medians");
        var bench = new RealtimeBench(plan, cores, ServerKind.Ours(root), ServerKind.Node(peer));
        BenchRow.Print(await bench.MeasureAsync(ct), json);
        return 0;
    }

    private async Task<List<BenchRow>> MeasureAsync(CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        double? nodePerSecond = null;
        if (Wants("broadcast") || Wants("open-loop"))
        {
            var saturation = await RoundsAsync("broadcast", null, (server, token) => Saturation.MeasureAsync(server, plan, token), ct);
            nodePerSecond = Latencies.Median(saturation.Peer.Select(result => result.PerSecond));
            rows.AddRange(
            [
                saturation.Higher("deliveries_per_server_cpu_second", "1/s", result => result.PerCpuSecond),
                saturation.Higher("deliveries_per_second", "1/s", result => result.PerSecond),
                saturation.OursOnly("allocated_per_delivery_bytes", "B", result => result.AllocatedPerDelivery),
            ]);
        }

        if (Wants("open-loop"))
        {
            var rate = 0.6 * nodePerSecond!.Value / Room.Receivers;
            var open = await RoundsAsync("open-loop", null, (server, token) => Task.FromResult(OpenLoop.Measure(server, plan, rate, token)), ct);
            rows.AddRange(
            [
                open.OursOnly("open_loop_deliveries_per_second", "1/s", _ => rate * Room.Receivers),
                open.Lower("open_loop_p50_ms", "ms", result => result.P50),
                open.Lower("open_loop_p99_ms", "ms", result => result.P99),
                new BenchRow("realtime", "open_loop_lost", "deliveries", open.Ours.Sum(result => result.Lost), open.Peer.Sum(result => result.Lost), node.Name),
            ]);
        }

        if (Wants("single"))
        {
            var single = await RoundsAsync("single", null, (server, token) => Task.FromResult(SingleMessage.Measure(server, plan, token)), ct);
            rows.Add(single.Lower("single_message_p50_ms", "ms", result => result.LastP50));
            rows.Add(single.Lower("single_message_receiver_p50_ms", "ms", result => result.ReceiverP50));
        }

        if (Wants("connections"))
        {
            var rate = await RoundsAsync("connections", null, (server, token) => Task.FromResult(ConnectionRate.Measure(server, plan, token)), ct);
            rows.Add(rate.Higher("connections_per_second", "1/s", result => result.PerSecond));
            rows.Add(rate.Higher("connections_per_server_cpu_second", "1/s", result => result.PerCpuSecond));
        }

        if (Wants("memory"))
        {
            rows.AddRange(Memory("", await RoundsAsync("memory", null, (server, token) => IdleMemory.MeasureAsync(server, plan, tls: false, token), ct)));
        }

        if (Wants("memory-tls"))
        {
            using var certificate = new TestCertificate(TimeProvider.System);
            rows.AddRange(Memory("_tls", await RoundsAsync("memory-tls", certificate, (server, token) => IdleMemory.MeasureAsync(server, plan, tls: true, token), ct)));
        }

        return rows;
    }

    /// <summary>The figure without a number of sockets in its name is the one at 10,000.</summary>
    private static IEnumerable<BenchRow> Memory(string kind, Comparison<IReadOnlyList<IdleMemoryResult>> memory)
    {
        for (var i = 0; i < memory.Ours[0].Count; i++)
        {
            var (index, sockets) = (i, memory.Ours[0][i].Sockets);
            var at = sockets == 10_000 ? "" : $"_at_{sockets}";
            yield return memory.Lower($"idle_memory_per_socket{kind}{at}_kib", "KiB", results => results[index].Resident);
            yield return memory.Lower($"idle_anonymous_per_socket{kind}{at}_kib", "KiB", results => results[index].Anonymous);
        }
    }

    private async Task<Comparison<T>> RoundsAsync<T>(
        string scenario, TestCertificate? certificate, Func<ServerProcess, CancellationToken, Task<T>> measure, CancellationToken ct)
    {
        var comparison = new Comparison<T>(node.Name);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            ServerKind[] order = round % 2 == 1 ? [node, ours] : [ours, node];
            foreach (var kind in order)
            {
                await using var server = await ServerProcess.StartAsync(kind, cores.Server, certificate, ct);
                var result = await measure(server, ct);
                (kind == ours ? comparison.Ours : comparison.Peer).Add(result);
                Say($"{scenario}, round {round} of {plan.Rounds}, {kind.Name}: {Describe(result)}");
            }
        }

        return comparison;
    }

    private bool Wants(string scenario) => plan.Scenarios.Contains(scenario);

    private static string Describe(object? result) => result is IEnumerable<object> several
        ? string.Join("; ", several.Select(Describe))
        : string.Create(CultureInfo.InvariantCulture, $"{result}");

    private static void Say(string line) => Console.Error.WriteLine(line);
}
