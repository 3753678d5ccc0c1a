namespace Wardline.Server.Tests.Harness;

/// <summary>Time that stands until a test moves it. It has no timers.</summary>
internal sealed class StillTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
