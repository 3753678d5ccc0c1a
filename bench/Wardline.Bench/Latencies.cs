using System.Collections.Concurrent;
using System.Diagnostics;

namespace Wardline.Bench;

/// <summary>Latencies in milliseconds, from when a thing was due rather than from when it got its turn.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _values = [];

    public int Count => _values.Count;

    public void Since(long started) => _values.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

    public double Percentile(double p)
    {
        var sorted = _values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * p))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
