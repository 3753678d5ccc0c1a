using Wardline.Access.Sessions;

namespace Wardline.Access.Tests.Sessions;

public sealed class SessionNewsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);

    private static readonly SessionState Told = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "dr.santos", "Dr. Santos", Role.Physician, null, ["cardiology"],
        Now.AddMinutes(30), Now.AddHours(12), EndReason: null);

    [Fact]
    public void Nothing_is_told_while_nothing_changes() => Assert.Null(SessionNews.Decide(Told, warned: false, Told, Now));

    [Fact]
    public void Activity_alone_is_no_news() => Assert.Null(SessionNews.Decide(Told, warned: false, Told with { IdleExpiresAt = Now.AddMinutes(40) }, Now));

    [Theory]
    [InlineData(61, false)]
    [InlineData(60, true)]
    [InlineData(1, true)]
    public void Warning_comes_a_minute_before_the_end(int secondsLeft, bool warns)
    {
        var idle = Told with { IdleExpiresAt = Now.AddSeconds(secondsLeft) };
        var absolute = Told with { ExpiresAt = Now.AddSeconds(secondsLeft) };

        SessionNews? expected = warns ? new SessionNews.Expiring(Now.AddSeconds(secondsLeft)) : null;
        Assert.Equal(expected, SessionNews.Decide(Told, warned: false, idle, Now));
        Assert.Equal(expected, SessionNews.Decide(Told, warned: false, absolute, Now));
        Assert.Null(SessionNews.Decide(Told, warned: true, idle, Now));
    }

    [Fact]
    public void End_is_told_with_its_reason_whether_warned_or_not()
    {
        Assert.Equal(new SessionNews.Ended("idle"), SessionNews.Decide(Told, warned: true, Told with { IdleExpiresAt = Now }, Now));
        Assert.Equal(new SessionNews.Ended("expired"), SessionNews.Decide(Told, warned: true, Told with { ExpiresAt = Now }, Now));
        Assert.Equal(new SessionNews.Ended("account_disabled"), SessionNews.Decide(Told, warned: false, Told with { EndReason = "account_disabled" }, Now));
        Assert.Equal(new SessionNews.Ended("ended"), SessionNews.Decide(Told, warned: false, null, Now));
    }

    [Fact]
    public void Other_role_or_other_departments_are_told()
    {
        var other = Told with { Role = Role.Nurse };
        var elsewhere = Told with { Departments = ["surgery"] };

        Assert.Equal(new SessionNews.AccessChanged(other), SessionNews.Decide(Told, warned: false, other, Now));
        Assert.Equal(new SessionNews.AccessChanged(elsewhere), SessionNews.Decide(Told, warned: false, elsewhere, Now));
    }
}
