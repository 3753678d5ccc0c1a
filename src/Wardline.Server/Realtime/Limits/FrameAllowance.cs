namespace Wardline.Server.Realtime.Limits;

internal enum FrameVerdict
{
    Allowed,
    Refused,

    /// <summary>It was refused so often, and goes on, that the connection is closed.</summary>
    Abuse,
}

/// <summary>How many frames one connection may send, and how long it may ignore that it was told so. For one caller at a time.</summary>
internal sealed class FrameAllowance(Rate rate, TimeProvider time)
{
    /// <summary>
    /// So many times the allowance's own size may come before the time it was told, until the connection is closed. Forgotten
    /// once it keeps quiet until the allowance is whole again.
    /// </summary>
    public const int Patience = 5;

    private readonly TokenBucket _frames = new(rate, time);
    private long _toldToWaitUntil;
    private int _tooEarly;

    public FrameVerdict Take(out TimeSpan retryAfter)
    {
        if (_frames.IsFull)
        {
            _tooEarly = 0;
        }

        if (_frames.TryTake(out retryAfter))
        {
            return FrameVerdict.Allowed;
        }

        var now = time.GetTimestamp();
        _tooEarly += now < _toldToWaitUntil ? 1 : 0;
        _toldToWaitUntil = now + (long)(retryAfter.TotalSeconds * time.TimestampFrequency);
        return _tooEarly < rate.Burst * Patience ? FrameVerdict.Refused : FrameVerdict.Abuse;
    }
}
