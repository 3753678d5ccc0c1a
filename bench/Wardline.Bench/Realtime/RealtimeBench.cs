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
    /// <summary>A measurement during which others took more of a core than this is made again.</summary>
    private const double TooMuch = 0.1;

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

        await using var alone = await Machine.TakeAsync(Say, ct);
        var cores = plan.Pinned ? await Cores.PinAsync(ct) : new Cores(null, null);
        Say($"{Environment.ProcessorCount} cores, load {Machine.Load()}; {cores}; {plan.Rounds} rounds, medians");
        var bench = new RealtimeBench(plan, cores, ServerKind.Ours(root), ServerKind.Node(peer));
        try
        {
            await bench.MeasureAsync(rows => BenchRow.Print(rows, json), ct);
        }
        catch (Exception error) when (ct.IsCancellationRequested || error is InvalidOperationException or TimeoutException)
        {
            // The servers get the same Ctrl-C and break off first.
            Say(ct.IsCancellationRequested ? "Stopped." : error.Message);
            return 1;
        }

        Say($"load at the end {Machine.Load()}");
        return 0;
    }

    /// <param name="print">Called as each scenario ends, so that a run that is broken off has not been for nothing.</param>
    private async Task MeasureAsync(Action<IEnumerable<BenchRow>> print, CancellationToken ct)
    {
        double? nodePerSecond = null;
        if (Wants("broadcast") || Wants("open-loop"))
        {
            var saturation = await RoundsAsync("broadcast", null, (server, token) => Saturation.MeasureAsync(server, plan, plan.Window, token), ct);
            nodePerSecond = Latencies.Median(saturation.Peer.Select(result => result.PerSecond));
            print(
            [
                saturation.Higher("deliveries_per_server_cpu_second", "1/s", result => result.PerCpuSecond),
                saturation.Higher("deliveries_per_second", "1/s", result => result.PerSecond),
                saturation.OursOnly("allocated_per_delivery_bytes", "B", result => result.AllocatedPerDelivery),
            ]);
        }

        if (Wants("broadcast"))
        {
            // With hardly anything waiting there is little to write together.
            var sparse = await RoundsAsync("broadcast, one at a time each", null, (server, token) => Saturation.MeasureAsync(server, plan, 1, token), ct);
            print([sparse.Higher("deliveries_per_server_cpu_second_at_window_1", "1/s", result => result.PerCpuSecond)]);
        }

        if (Wants("open-loop"))
        {
            var rate = 0.6 * nodePerSecond!.Value / Room.Receivers;
            var open = await RoundsAsync("open-loop", null, (server, token) => Task.FromResult(OpenLoop.Measure(server, plan, rate, token)), ct);
            print(
            [
                open.OursOnly("open_loop_deliveries_per_second", "1/s", _ => rate * Room.Receivers),
                open.Lower("open_loop_p50_ms", "ms", result => result.P50),
                open.Lower("open_loop_p99_ms", "ms", result => result.P99),
                open.Higher("open_loop_deliveries_per_server_cpu_second", "1/s", result => result.PerCpuSecond),
                new BenchRow("realtime", "open_loop_lost", "deliveries", open.Ours.Sum(result => result.Lost), open.Peer.Sum(result => result.Lost), node.Name),
            ]);
        }

        if (Wants("single"))
        {
            var single = await RoundsAsync("single", null, (server, token) => Task.FromResult(SingleMessage.Measure(server, plan, token)), ct);
            print(
            [
                single.Lower("single_message_p50_ms", "ms", result => result.LastP50),
                single.Lower("single_message_receiver_p50_ms", "ms", result => result.ReceiverP50),
            ]);
        }

        if (Wants("connections"))
        {
            var rate = await RoundsAsync("connections", null, (server, token) => Task.FromResult(ConnectionRate.Measure(server, plan, token)), ct);
            print(
            [
                rate.Higher("connections_per_second", "1/s", result => result.PerSecond),
                rate.Higher("connections_per_server_cpu_second", "1/s", result => result.PerCpuSecond),
            ]);
        }

        if (Wants("memory"))
        {
            print(Memory("", await RoundsAsync("memory", null, (server, token) => IdleMemory.MeasureAsync(server, plan, tls: false, token), ct, timed: false)));
        }

        if (Wants("memory-tls"))
        {
            using var certificate = new TestCertificate(TimeProvider.System);
            print(Memory("_tls", await RoundsAsync("memory-tls", certificate, (server, token) => IdleMemory.MeasureAsync(server, plan, tls: true, token), ct, timed: false)));
        }
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
            yield return memory.OursOnly($"idle_managed_per_socket{kind}{at}_kib", "KiB", results => results[index].Managed);
        }
    }

    private async Task<Comparison<T>> RoundsAsync<T>(
        string scenario, TestCertificate? certificate, Func<ServerProcess, CancellationToken, Task<T>> measure, CancellationToken ct, bool timed = true)
    {
        var comparison = new Comparison<T>(node.Name);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            ServerKind[] order = round % 2 == 1 ? [node, ours] : [ours, node];
            foreach (var kind in order)
            {
                var attempts = new List<(double Disturbance, T Result)>();
                while (attempts.Count == 0 || (timed && attempts.Count < plan.Attempts && attempts[^1].Disturbance > TooMuch))
                {
                    if (timed)
                    {
                        await Machine.QuietAsync(plan.QuietWithin, ct);
                    }

                    attempts.Add(await AttemptAsync(kind, certificate, measure, ct));
                    var (disturbance, result) = attempts[^1];
                    Say($"{scenario}, round {round} of {plan.Rounds}, {kind.Name}, others had {disturbance:P0} of a core: {Describe(result)}");
                }

                (kind == ours ? comparison.Ours : comparison.Peer).Add(attempts.MinBy(attempt => attempt.Disturbance).Result);
            }
        }

        return comparison;
    }

    /// <summary>With the share that other processes had of the server's core or the generator's, whichever was more.</summary>
    private async Task<(double Disturbance, T Result)> AttemptAsync<T>(
        ServerKind kind, TestCertificate? certificate, Func<ServerProcess, CancellationToken, Task<T>> measure, CancellationToken ct)
    {
        await using var server = await ServerProcess.StartAsync(kind, cores.Server, certificate, ct);
        var (servers, generators) = (new CoreShare(cores.Server, server.Id), new CoreShare(cores.Generator, Environment.ProcessId));
        var result = await measure(server, ct);
        return (Math.Max(servers.OfOthers(), generators.OfOthers()), result);
    }

    private bool Wants(string scenario) => plan.Scenarios.Contains(scenario);

    private static string Describe(object? result) => result is IEnumerable<object> several
        ? string.Join("; ", several.Select(Describe))
        : string.Create(CultureInfo.InvariantCulture, $"{result}");

    private static void Say(string line) => Console.Error.WriteLine(line);
}
