using System.Diagnostics;

namespace Wardline.Bench.Realtime.Load;

/// <summary>Times of many deliveries, counted in steps of 10 µs: recording one allocates nothing, as a collection of the
/// generator would show in the figures.</summary>
internal sealed class Delays
{
    private const double StepsPerMillisecond = 100;
    private readonly int[] _counts = new int[20_000 * (int)StepsPerMillisecond];

    public long Count { get; private set; }

    public void Add(long fromTicks, long toTicks)
    {
        var step = (int)((toTicks - fromTicks) * (1000.0 * StepsPerMillisecond / Stopwatch.Frequency));
        _counts[Math.Clamp(step, 0, _counts.Length - 1)]++;
        Count++;
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double p)
    {
        var wanted = (long)(Count * p);
        long seen = 0;
        for (var step = 0; step < _counts.Length; step++)
        {
            seen += _counts[step];
            if (seen > wanted)
            {
                return step / StepsPerMillisecond;
            }
        }

        return double.NaN;
    }
}
