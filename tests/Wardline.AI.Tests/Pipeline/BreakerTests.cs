using Wardline.AI.Pipeline;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Pipeline;

public sealed class BreakerTests
{
    private readonly ManualTime _time = new();
    private readonly Breaker _breaker;

    public BreakerTests() => _breaker = new Breaker(ModelTier.Local, "openai-compatible", "model", _time);

    private Breaker.Ticket Enter()
    {
        var ticket = _breaker.TryEnter();
        Assert.NotNull(ticket);
        return ticket;
    }

    private void Fail(int times, ModelFailureCode code = ModelFailureCode.Unreachable)
    {
        for (var i = 0; i < times; i++)
        {
            _breaker.Failed(Enter(), new ModelFailure(code));
        }
    }

    [Fact]
    public void Two_failures_are_not_yet_enough()
    {
        Fail(2);

        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void Three_in_a_row_make_it_rest_for_half_a_minute()
    {
        Fail(3);
        Assert.Null(_breaker.TryEnter());

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(_breaker.TryEnter());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void Success_in_between_begins_the_count_anew()
    {
        Fail(2);
        _breaker.Succeeded(Enter(), TimeSpan.FromSeconds(1));
        Fail(2);

        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void Only_one_request_tries_it_after_the_rest()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));

        var trial = Enter();
        Assert.Null(_breaker.TryEnter());

        _breaker.Succeeded(trial, TimeSpan.FromSeconds(1));
        Assert.NotNull(_breaker.TryEnter());
        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void Failed_try_makes_it_rest_again()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        Fail(1);

        Assert.Null(_breaker.TryEnter());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void User_who_leaves_is_no_failure_and_frees_the_try()
    {
        Fail(2);
        _breaker.Left(Enter());
        _breaker.Left(Enter());

        Fail(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        _breaker.Left(Enter());
        Assert.NotNull(_breaker.TryEnter());
    }

    [Theory]
    [InlineData(nameof(ModelFailureCode.TooLong), false)]
    [InlineData(nameof(ModelFailureCode.TooLarge), false)]
    [InlineData(nameof(ModelFailureCode.Unusable), false)]
    [InlineData(nameof(ModelFailureCode.NothingToNote), false)]
    [InlineData(nameof(ModelFailureCode.Cut), true)]
    public void Note_that_did_not_come_to_be_is_not_the_tiers_fault(string code, bool endedByModel)
    {
        for (var i = 0; i < 10; i++)
        {
            _breaker.Failed(Enter(), new ModelFailure(Enum.Parse<ModelFailureCode>(code)) { EndedByModel = endedByModel });
        }

        Assert.NotNull(_breaker.TryEnter());
        Assert.Equal(ModelState.Unknown, _breaker.Read().State);
    }

    [Fact]
    public void Requests_from_before_the_rest_end_no_trial()
    {
        var (early, earlyToo) = (Enter(), Enter());
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        var trial = Enter();

        _breaker.Left(early);
        Assert.Null(_breaker.TryEnter());
        _breaker.Failed(earlyToo, new ModelFailure(ModelFailureCode.Unreachable));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_breaker.TryEnter());

        _breaker.Left(trial);
        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public async Task Of_many_at_once_one_tries_it()
    {
        var early = Enumerable.Range(0, 8).Select(_ => Enter()).ToList();
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        using var start = new Barrier(8);

        var entered = await Task.WhenAll(early.Select(ticket => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                var mine = _breaker.TryEnter();
                _breaker.Left(ticket);
                return new[] { mine, _breaker.TryEnter() }.Count(one => one is not null);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(1, entered.Sum());
    }

    [Fact]
    public void Server_that_asks_for_a_day_is_asked_again_in_two_minutes()
    {
        _breaker.Failed(Enter(), new ModelFailure(ModelFailureCode.RateLimited) { RetryAfter = TimeSpan.FromDays(1) });

        Assert.Null(_breaker.TryEnter());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(_breaker.TryEnter());
    }

    [Fact]
    public void State_tells_how_it_goes()
    {
        Assert.Equal(ModelState.Unknown, _breaker.Read().State);
        Fail(1);
        Assert.Equal((ModelState.Failing, "local_unreachable"), (_breaker.Read().State, _breaker.Read().LastFailure));
        Fail(2);
        Assert.Equal(ModelState.Resting, _breaker.Read().State);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(ModelState.Failing, _breaker.Read().State);
        _breaker.Succeeded(Enter(), TimeSpan.FromSeconds(4));
        Assert.Equal((ModelState.Ready, null, TimeSpan.FromSeconds(4)), (_breaker.Read().State, _breaker.Read().LastFailure, _breaker.Read().LastTook!.Value));
    }
}
