namespace Wardline.Server.Realtime.Limits;

internal enum FrameVerdict
{
    Allowed,
    Refused,

    /// <summary>It was refused so often, and goes on, that the connection is closed.</summary>
    Abuse,
}

/// <summary>How many frames one connection may send, and how long it may ignore that it was told so.</summary>
internal sealed class FrameAllowance(Rate rate, TimeProvider time)
{
    /// <summary>Refusals in a row of the allowance's own size, times this, before the connection is closed.</summary>
    public const int Patience = 5;

    private readonly TokenBucket _frames = new(rate, time);
    private readonly TokenBucket _refusals = new(rate with { Burst = rate.Burst * Patience }, time);

    public FrameVerdict Take(out TimeSpan retryAfter) =>
        _frames.TryTake(out retryAfter) ? FrameVerdict.Allowed
        : _refusals.TryTake(out _) ? FrameVerdict.Refused
        : FrameVerdict.Abuse;
}
