using System.Diagnostics;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>One core for the server, another for the generator.</summary>
/// <param name="Server">Null when there is only one core or no <c>taskset</c>.</param>
internal sealed record Cores(int? Server, int? Generator)
{
    public override string ToString() => Server is null
        ? "server and generator NOT pinned (asked for, fewer than two cores, or no taskset): figures are rough"
        : $"server on core {Server}, generator on core {Generator}";

    public static async Task<Cores> PinAsync(CancellationToken ct)
    {
        var allowed = Allowed();
        if (allowed.Count < 2)
        {
            return new(null, null);
        }

        // All threads that there are; later ones inherit it.
        var start = new ProcessStartInfo("taskset", ["-a", "-c", "-p", $"{allowed[1]}", $"{Environment.ProcessId}"]) { RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? new(allowed[0], allowed[1]) : new(null, null);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new(null, null);
        }
    }

    /// <summary>From a list such as <c>0-3,6</c>.</summary>
    private static List<int> Allowed()
    {
        const string Field = "Cpus_allowed_list:";
        var list = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
        var cores = new List<int>();
        foreach (var part in list.Trim().Split(','))
        {
            var ends = part.Split('-').Select(int.Parse).ToArray();
            cores.AddRange(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }

        return cores;
    }
}
