using System.Globalization;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>What the kernel says of a process. Linux only.</summary>
internal static class ProcessUsage
{
    /// <summary>USER_HZ, the same on every Linux that .NET runs on.</summary>
    public const double TicksPerSecond = 100;

    /// <summary>User and system time of all threads, in seconds.</summary>
    public static double CpuSeconds(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        // The name in brackets may hold anything; utime and stime are the 12th and 13th field after it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Summed over the pages, as the counters in <c>status</c> lag behind by some hundred KiB.</summary>
    public static ResidentMemory Memory(int pid)
    {
        var (resident, anonymous) = (0L, 0L);
        foreach (var line in File.ReadLines($"/proc/{pid}/smaps_rollup"))
        {
            if (line.StartsWith("Rss:", StringComparison.Ordinal))
            {
                resident = KiB(line);
            }
            else if (line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                anonymous = KiB(line);
            }
        }

        return new(resident, anonymous);
    }

    /// <summary>The most that was ever resident.</summary>
    public static double PeakMiB(int pid) =>
        Math.Round(KiB(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))) / 1024.0, 1);

    private static long KiB(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}

/// <summary>In KiB. <paramref name="Anonymous"/> is heaps and stacks, without the pages of program files.</summary>
internal sealed record ResidentMemory(double Resident, double Anonymous);
