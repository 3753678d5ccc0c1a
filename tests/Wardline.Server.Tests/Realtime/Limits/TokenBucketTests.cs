using Wardline.Server.Realtime.Limits;
using Wardline.Server.Tests.Harness;

namespace Wardline.Server.Tests.Realtime.Limits;

public sealed class TokenBucketTests
{
    private readonly StillTime _time = new();

    [Fact]
    public void A_burst_passes_and_the_next_is_told_when_to_come()
    {
        var bucket = new TokenBucket(new Rate(PerSecond: 10, Burst: 3), _time);

        Assert.Equal([true, true, true, false], Take(bucket, 4));
        Assert.False(bucket.TryTake(out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);
    }

    [Fact]
    public void Who_comes_when_told_passes_and_a_moment_before_does_not()
    {
        var bucket = new TokenBucket(new Rate(PerSecond: 10 / 60.0, Burst: 10), _time);
        Take(bucket, 10);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        bucket.TryTake(out var wait);

        _time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.False(bucket.TryTake(out _));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(bucket.TryTake(out _));
        Assert.Equal(TimeSpan.FromSeconds(4.5), wait);
    }

    [Fact]
    public void Time_without_any_brings_back_the_burst_and_no_more()
    {
        var bucket = new TokenBucket(new Rate(PerSecond: 10, Burst: 3), _time);
        Take(bucket, 3);

        _time.Advance(TimeSpan.FromHours(10));

        Assert.True(bucket.IsFull);
        Assert.Equal([true, true, true, false], Take(bucket, 4));
    }

    [Fact]
    public void Refusals_cost_nothing()
    {
        var bucket = new TokenBucket(new Rate(PerSecond: 1, Burst: 1), _time);
        Take(bucket, 1000);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(bucket.TryTake(out _));
    }

    private static bool[] Take(TokenBucket bucket, int times) => [.. Enumerable.Range(0, times).Select(_ => bucket.TryTake(out var _))];
}
