using Wardline.AI.Scribe;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Lets a tier rest that failed <see cref="Failures"/> times in a row. After the rest the next request tries it again;
/// while that one is under way all others pass it by. Requests of users are the only ones there are: nothing is ever
/// sent to see whether a tier lives.
/// </summary>
internal sealed class Breaker(ModelTier tier, string provider, string? model, TimeProvider time)
{
    public const int Failures = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>A server that says when to come again is left alone until then, but not for longer than this.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private int _inARow;
    private DateTimeOffset? _restsUntil;
    private bool _trying;
    private string? _model = model;
    private ModelFailureCode? _lastFailure;
    private TimeSpan? _lastTook;

    public ModelTier Tier => tier;

    /// <summary>Whether a request may go to the tier. One that may is followed by exactly one of the three below.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_restsUntil is not { } until)
            {
                return true;
            }

            if (_trying || time.GetUtcNow() < until)
            {
                return false;
            }

            _trying = true;
            return true;
        }
    }

    public void Succeeded(TimeSpan took)
    {
        lock (_gate)
        {
            (_inARow, _restsUntil, _trying, _lastFailure, _lastTook) = (0, null, false, null, took);
        }
    }

    public void Failed(ModelFailure failure)
    {
        // The tier is well; this transcript was not for it.
        if (failure.Code == ModelFailureCode.TooLong)
        {
            Left();
            return;
        }

        lock (_gate)
        {
            _lastFailure = failure.Code;
            var rest = failure.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
            if (++_inARow >= Failures || _trying)
            {
                rest = rest > Rest ? rest : Rest;
            }

            if (rest > TimeSpan.Zero)
            {
                _restsUntil = time.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
            }

            _trying = false;
        }
    }

    /// <summary>The user went away before it was known how it would end.</summary>
    public void Left()
    {
        lock (_gate)
        {
            _trying = false;
        }
    }

    public void Answers(string? name)
    {
        lock (_gate)
        {
            _model = name ?? _model;
        }
    }

    public ModelStatus Read()
    {
        lock (_gate)
        {
            var state = _restsUntil is { } until && (_trying || time.GetUtcNow() < until) ? ModelState.Resting
                : _lastFailure is not null ? ModelState.Failing
                : _lastTook is not null ? ModelState.Ready
                : ModelState.Unknown;
            return new ModelStatus(tier, provider, _model, state, _lastFailure is { } code ? new TierFailed(tier, code).Reason : null, _lastTook);
        }
    }
}
