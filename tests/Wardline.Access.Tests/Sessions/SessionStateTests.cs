using System.ComponentModel.DataAnnotations;
using Wardline.Access.Sessions;

namespace Wardline.Access.Tests.Sessions;

public sealed class SessionStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1, null, null)]
    [InlineData(0, 1, null, "idle")]
    [InlineData(1, 0, null, "expired")]
    [InlineData(0, 0, null, "expired")]
    [InlineData(1, 1, "signed_out", "signed_out")]
    [InlineData(0, 0, "account_disabled", "account_disabled")]
    public void Session_is_over_at_the_first_of_its_limits(int idleLeft, int absoluteLeft, string? ended, string? expected) =>
        Assert.Equal(expected, State(idleLeft, absoluteLeft, ended).EndedBecause(Now));

    [Theory]
    [InlineData(5, 9, 5)]
    [InlineData(9, 5, 5)]
    public void Session_ends_at_the_nearer_limit(int idleLeft, int absoluteLeft, int expected) =>
        Assert.Equal(Now.AddSeconds(expected), State(idleLeft, absoluteLeft, null).EndsAt);

    [Fact]
    public void Device_is_the_persons_own_so_that_nobody_can_use_anothers_ids()
    {
        var state = State(1, 1, null);

        Assert.Equal($"{state.UserId}/phone", state.Actor("phone", null).DeviceId);
        Assert.Equal($"{state.UserId}/{state.SessionId}", state.Actor(null, null).DeviceId);
    }

    [Fact]
    public void Access_is_the_same_while_role_and_departments_are()
    {
        var state = State(1, 1, null);

        Assert.True(state.SameAccess(State(9, 9, null)));
        Assert.False(state.SameAccess(state with { Role = Role.Administrator }));
        Assert.False(state.SameAccess(state with { Departments = [] }));
    }

    [Theory]
    [InlineData("00:00:30", "12:00:00")]
    [InlineData("13:00:00", "14:00:00")]
    [InlineData("00:30:00", "00:20:00")]
    [InlineData("00:30:00", "1.01:00:00")]
    public void Lifetimes_out_of_range_are_refused(string idle, string absolute)
    {
        var options = new SessionLifetimeOptions { Idle = TimeSpan.Parse(idle), Absolute = TimeSpan.Parse(absolute) };

        Assert.NotEmpty(options.Validate(new ValidationContext(options)));
    }

    [Fact]
    public void Default_lifetimes_are_allowed()
    {
        var options = new SessionLifetimeOptions();

        Assert.Empty(options.Validate(new ValidationContext(options)));
    }

    private static SessionState State(int idleLeft, int absoluteLeft, string? ended) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "dr.santos", "Dr. Santos", Role.Physician, null, ["cardiology"],
        Now.AddSeconds(idleLeft), Now.AddSeconds(absoluteLeft), ended);
}
