using System.Diagnostics;
using System.Globalization;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>How much of a process's core others had meanwhile. On a shared machine it tells a good round from a bad one.</summary>
internal sealed class CoreShare
{
    private readonly int? _core;
    private readonly int _pid;
    private readonly double _busy;
    private readonly double _own;
    private readonly long _started = Stopwatch.GetTimestamp();

    public CoreShare(int? core, int pid)
    {
        (_core, _pid) = (core, pid);
        (_busy, _own) = (BusySeconds(), ProcessUsage.CpuSeconds(pid));
    }

    /// <summary>0 to 1; 0 when the process is not pinned, as it cannot be told then.</summary>
    public double OfOthers() => _core is null
        ? 0
        : Math.Max(0, BusySeconds() - _busy - (ProcessUsage.CpuSeconds(_pid) - _own)) / Stopwatch.GetElapsedTime(_started).TotalSeconds;

    private double BusySeconds()
    {
        if (_core is not { } core)
        {
            return 0;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"cpu{core} ");
        var line = File.ReadLines("/proc/stat").First(line => line.StartsWith(name, StringComparison.Ordinal));
        // user nice system idle iowait irq softirq steal
        var times = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8).Select(long.Parse).ToArray();
        return (times.Sum() - times[3] - times[4]) / ProcessUsage.TicksPerSecond;
    }
}
