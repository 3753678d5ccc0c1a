using Wardline.AI.Assistant;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Assistant;

public sealed class RecentAnswersTests
{
    private readonly ManualTime _time = new();
    private readonly Guid _user = Guid.CreateVersion7();

    [Fact]
    public void An_answer_is_remembered_for_ten_minutes_and_no_longer()
    {
        var recent = new RecentAnswers(_time);
        var answer = recent.Enter("k", Answer());

        _time.Advance(RecentAnswers.Kept);
        Assert.Same(answer, recent.Find(_user, "k"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(recent.Find(_user, "k"));
    }

    [Fact]
    public void The_first_of_two_is_the_one_and_one_that_left_is_asked_again()
    {
        var recent = new RecentAnswers(_time);
        var (first, second) = (Answer(), Answer());

        Assert.Same(first, recent.Enter("k", first));
        Assert.Same(first, recent.Enter("k", second));
        recent.Leave("k", second);
        Assert.Same(first, recent.Find(_user, "k"));
        recent.Leave("k", first);
        Assert.Same(second, recent.Enter("k", second));
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        var recent = new RecentAnswers(_time);
        for (var each = 0; each < 3_000; each++)
        {
            recent.Enter($"{each}", Answer());
        }

        Assert.Null(recent.Find(_user, "0"));
        Assert.NotNull(recent.Find(_user, "2999"));
        Assert.InRange(Enumerable.Range(0, 3_000).Count(each => recent.Find(_user, $"{each}") is not null), 1, 2_001);
    }

    [Fact]
    public void Only_who_asked_finds_what_is_being_answered()
    {
        var recent = new RecentAnswers(_time);
        var answer = recent.Enter("k", Answer());

        Assert.Same(answer, recent.FindRunning(_user, answer.Id));
        Assert.Null(recent.FindRunning(Guid.CreateVersion7(), answer.Id));
        Assert.Null(recent.Find(Guid.CreateVersion7(), "k"));
    }

    private RunningAnswer Answer() => new(_user, [1], patient: null, _time.GetUtcNow());
}
