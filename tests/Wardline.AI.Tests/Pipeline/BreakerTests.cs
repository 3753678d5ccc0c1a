using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Pipeline;

public sealed class BreakerTests
{
    private readonly ManualTime _time = new();
    private readonly Breaker _breaker;

    public BreakerTests() => _breaker = new Breaker(ModelTier.Local, "openai-compatible", "model", _time);

    private void Fail(int times, ModelFailureCode code = ModelFailureCode.Unreachable)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(_breaker.TryEnter());
            _breaker.Failed(new ModelFailure(code));
        }
    }

    [Fact]
    public void Two_failures_are_not_yet_enough()
    {
        Fail(2);

        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Three_in_a_row_make_it_rest_for_half_a_minute()
    {
        Fail(3);
        Assert.False(_breaker.TryEnter());

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_breaker.TryEnter());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Success_in_between_begins_the_count_anew()
    {
        Fail(2);
        _breaker.TryEnter();
        _breaker.Succeeded(TimeSpan.FromSeconds(1));
        Fail(2);

        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Only_one_request_tries_it_after_the_rest()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(_breaker.TryEnter());
        Assert.False(_breaker.TryEnter());

        _breaker.Succeeded(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryEnter());
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Failed_try_makes_it_rest_again()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        Fail(1);

        Assert.False(_breaker.TryEnter());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void User_who_leaves_is_no_failure_and_frees_the_try()
    {
        Fail(2);
        _breaker.TryEnter();
        _breaker.Left();
        Assert.True(_breaker.TryEnter());
        _breaker.Left();

        Fail(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_breaker.TryEnter());
        _breaker.Left();
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Transcript_that_is_too_long_is_not_the_tiers_fault()
    {
        Fail(10, ModelFailureCode.TooLong);

        Assert.True(_breaker.TryEnter());
        Assert.Equal(ModelState.Unknown, _breaker.Read().State);
    }

    [Fact]
    public void Server_that_asks_for_a_day_is_asked_again_in_two_minutes()
    {
        _breaker.TryEnter();
        _breaker.Failed(new ModelFailure(ModelFailureCode.RateLimited) { RetryAfter = TimeSpan.FromDays(1) });

        Assert.False(_breaker.TryEnter());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(_breaker.TryEnter());
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
        _breaker.TryEnter();
        _breaker.Succeeded(TimeSpan.FromSeconds(4));
        Assert.Equal((ModelState.Ready, null, TimeSpan.FromSeconds(4)), (_breaker.Read().State, _breaker.Read().LastFailure, _breaker.Read().LastTook!.Value));
    }
}
