using Wardline.AI.Assistant;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Assistant;

public sealed class RecentAnswersTests
{
    private const string Device = "device";

    private readonly ManualTime _time = new();
    private readonly Guid _user = Guid.CreateVersion7();

    [Fact]
    public void An_answer_is_gone_ten_minutes_after_it_was_there_whether_or_not_anybody_asks()
    {
        var recent = new RecentAnswers(_time);
        var watch = new Watch();
        var answer = recent.Enter(Device, "k", Answer());
        answer.Watch = watch;

        _time.Advance(RecentAnswers.Kept * 2);
        Assert.Same(answer, recent.Find(Device, "k"));
        recent.Keep(Device, "k", answer);
        _time.Advance(RecentAnswers.Kept - TimeSpan.FromTicks(1));
        Assert.Same(answer, recent.Find(Device, "k"));
        Assert.False(watch.IsOver);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(watch.IsOver);
        Assert.Null(recent.Find(Device, "k"));
    }

    [Fact]
    public void The_first_of_two_is_the_one_and_one_that_left_is_asked_again()
    {
        var recent = new RecentAnswers(_time);
        var (first, second) = (Answer(), Answer());

        Assert.Same(first, recent.Enter(Device, "k", first));
        Assert.Same(first, recent.Enter(Device, "k", second));
        recent.Leave(Device, "k", second);
        Assert.Same(first, recent.Find(Device, "k"));
        recent.Leave(Device, "k", first);
        Assert.Same(second, recent.Enter(Device, "k", second));
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many_but_none_that_is_still_being_given()
    {
        var recent = new RecentAnswers(_time);
        recent.Enter(Device, "running", Answer());
        for (var each = 1; each < RecentAnswers.Most + 10; each++)
        {
            recent.Keep(Device, $"{each}", recent.Enter(Device, $"{each}", Answer()));
            _time.Advance(TimeSpan.FromTicks(1));
        }

        Assert.NotNull(recent.Find(Device, "running"));
        Assert.Equal(
            Enumerable.Range(11, RecentAnswers.Most - 1),
            Enumerable.Range(1, RecentAnswers.Most + 9).Where(each => recent.Find(Device, $"{each}") is not null));
    }

    [Fact]
    public void Another_device_asks_another_question_and_only_who_asked_finds_what_is_being_answered()
    {
        var recent = new RecentAnswers(_time);
        var answer = recent.Enter(Device, "k", Answer());

        Assert.Same(answer, recent.FindRunning(_user, answer.Id));
        Assert.Null(recent.FindRunning(Guid.CreateVersion7(), answer.Id));
        Assert.Null(recent.Find("another", "k"));
    }

    private RunningAnswer Answer() => new(_user, [1], patient: null, "cardiology", _time.GetUtcNow());

    private sealed class Watch : IDisposable
    {
        public bool IsOver { get; private set; }

        public void Dispose() => IsOver = true;
    }
}
