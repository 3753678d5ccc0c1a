using System.Diagnostics;

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

    private double BusySeconds() => _core is null ? 0 : Machine.BusySeconds(_core);
}
