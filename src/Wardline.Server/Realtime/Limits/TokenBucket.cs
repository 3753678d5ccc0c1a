namespace Wardline.Server.Realtime.Limits;

/// <summary>
/// So many at once, then so many a second. Our own, since the framework's limiters run on a clock and timers of their
/// own: this one asks the <see cref="TimeProvider"/> when it is used, costs one number for each bucket, and knows to the
/// millisecond when the next one is free.
/// </summary>
internal sealed class TokenBucket(Rate rate, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _fullAt = time.GetTimestamp();

    /// <summary>Nothing was taken for so long that a new bucket would be the same.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _fullAt <= time.GetTimestamp();
            }
        }
    }

    /// <param name="retryAfter">When one is free, if none is now: whole milliseconds, rounded up.</param>
    public bool TryTake(out TimeSpan retryAfter)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var each = (long)(time.TimestampFrequency / rate.PerSecond);
            var fullAt = Math.Max(_fullAt, now) + each;
            var tooEarly = fullAt - now - (each * rate.Burst);
            if (tooEarly > 0)
            {
                retryAfter = TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(0, tooEarly).TotalMilliseconds));
                return false;
            }

            _fullAt = fullAt;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }
}

/// <param name="Burst">How many may come at once after a while without any.</param>
internal sealed record Rate(double PerSecond, int Burst);
