using System.Collections.Concurrent;

namespace Wardline.Server.Realtime.Limits;

/// <summary>A <see cref="TokenBucket"/> for each person or network. Those nobody draws from are forgotten.</summary>
internal sealed class Allowances<TKey>(Rate rate, TimeProvider time)
    where TKey : notnull
{
    private const int FewEnough = 1024;

    private readonly ConcurrentDictionary<TKey, TokenBucket> _buckets = new();
    private int _sweepAt = FewEnough;

    internal int Count => _buckets.Count;

    /// <inheritdoc cref="TokenBucket.TryTake"/>
    public bool TryTake(TKey key, out TimeSpan retryAfter)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            bucket = _buckets.GetOrAdd(key, _ => new TokenBucket(rate, time));
            Sweep();
        }

        return bucket.TryTake(out retryAfter);
    }

    // At twice what was left the last time, so that looking at all of them costs each newcomer a constant.
    private void Sweep()
    {
        if (_buckets.Count < Volatile.Read(ref _sweepAt))
        {
            return;
        }

        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull)
            {
                _buckets.TryRemove(key, out _);
            }
        }

        Volatile.Write(ref _sweepAt, Math.Max(FewEnough, 2 * _buckets.Count));
    }
}
