using System.Globalization;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>The machine that is measured on: one bench at a time, and what else runs on it.</summary>
internal static class Machine
{
    /// <summary>Held while measuring. Two benches at a time would measure each other.</summary>
    public static async Task<FileStream> TakeAsync(Action<string> say, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), "wardline-bench-realtime.lock");
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (!told)
                {
                    say("Waiting for another bench on this machine …");
                }

                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    /// <summary>Waits until all cores were mostly idle for a second, or for so long.</summary>
    public static async Task QuietAsync(TimeSpan limit, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < limit; waited += TimeSpan.FromSeconds(1))
        {
            var busy = BusySeconds(null);
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            if ((BusySeconds(null) - busy) / Environment.ProcessorCount < 0.1)
            {
                return;
            }
        }
    }

    /// <summary>Time that a core, or all of them together, did not idle.</summary>
    public static double BusySeconds(int? core)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"cpu{core} ");
        var line = File.ReadLines("/proc/stat").First(line => line.StartsWith(name, StringComparison.Ordinal));
        // user nice system idle iowait irq softirq steal
        var times = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8).Select(long.Parse).ToArray();
        return (times.Sum() - times[3] - times[4]) / ProcessUsage.TicksPerSecond;
    }

    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
