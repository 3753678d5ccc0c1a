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
    private Ticket? _trial;
    private string? _model = model;
    private ModelFailureCode? _lastFailure;
    private TimeSpan? _lastTook;

    public ModelTier Tier => tier;

    /// <summary>A ticket for a request that may go to the tier, to be given back to exactly one of the three below; null for one that may not.</summary>
    public Ticket? TryEnter()
    {
        lock (_gate)
        {
            if (_restsUntil is not { } until)
            {
                return new Ticket();
            }

            return _trial is not null || time.GetUtcNow() < until ? null : _trial = new Ticket();
        }
    }

    public void Succeeded(Ticket ticket, TimeSpan took)
    {
        lock (_gate)
        {
            EndsTrial(ticket);
            (_inARow, _restsUntil, _lastFailure, _lastTook) = (0, null, null, took);
        }
    }

    public void Failed(Ticket ticket, ModelFailure failure)
    {
        if (failure.IsOfThisNoteOnly)
        {
            Left(ticket);
            return;
        }

        lock (_gate)
        {
            var isTrial = EndsTrial(ticket);
            _lastFailure = failure.Code;
            var rest = failure.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
            if (isTrial || ++_inARow >= Failures)
            {
                rest = rest > Rest ? rest : Rest;
            }

            if (rest > TimeSpan.Zero)
            {
                _restsUntil = time.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
            }
        }
    }

    /// <summary>It ended without telling how the tier does: the user went away, or the transcript was not for it.</summary>
    public void Left(Ticket ticket)
    {
        lock (_gate)
        {
            EndsTrial(ticket);
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
            var state = _restsUntil is { } until && (_trial is not null || time.GetUtcNow() < until) ? ModelState.Resting
                : _lastFailure is not null ? ModelState.Failing
                : _lastTook is not null ? ModelState.Ready
                : ModelState.Unknown;
            return new ModelStatus(tier, provider, _model, state, _lastFailure is { } code ? new TierFailed(tier, code).Reason : null, _lastTook);
        }
    }

    // Requests that began before the rest may end during the trial: they say nothing about it.
    private bool EndsTrial(Ticket ticket)
    {
        var isTrial = ReferenceEquals(_trial, ticket);
        _trial = isTrial ? null : _trial;
        return isTrial;
    }

    /// <summary>One request's leave to go to the tier.</summary>
    internal sealed class Ticket;
}
