using System.Net;
using Microsoft.Extensions.Options;
using Wardline.Server.Realtime;
using Wardline.Server.Realtime.Limits;
using Wardline.Server.Tests.Harness;

namespace Wardline.Server.Tests.Realtime.Limits;

public sealed class RealtimeLimitsTests
{
    private readonly StillTime _time = new();

    [Fact]
    public void Ten_questions_a_minute_for_each_person()
    {
        var limits = Limits(new());
        var (santos, almeida) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.All(Enumerable.Range(0, 10), _ => Assert.Null(limits.RefuseQuestion(santos)));
        var refused = limits.RefuseQuestion(santos);

        Assert.Equal(("rate_limited", true, TimeSpan.FromSeconds(6)), (refused?.Code, refused?.Retryable, refused?.RetryAfter));
        Assert.Null(limits.RefuseQuestion(almeida));
        Assert.Null(limits.RefuseMessage(santos));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(limits.RefuseQuestion(santos));
        Assert.NotNull(limits.RefuseQuestion(santos));
    }

    [Fact]
    public void Ten_messages_a_second_after_a_burst()
    {
        var limits = Limits(new() { MessageBurst = 20 });
        var santos = Guid.CreateVersion7();
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Null(limits.RefuseMessage(santos)));
        Assert.NotNull(limits.RefuseMessage(santos));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => limits.RefuseMessage(santos) is null));
    }

    [Fact]
    public void A_place_that_is_given_back_is_free_again_and_only_once()
    {
        var limits = Limits(new() { MaxConnectionsPerUser = 2 });
        var santos = Guid.CreateVersion7();
        var first = limits.Enter(santos).Value;
        Assert.True(limits.Enter(santos).IsOk);
        Assert.Equal("too_many_connections", limits.Enter(santos).Problem?.Code);

        first!.Dispose();
        first.Dispose();

        Assert.True(limits.Enter(santos).IsOk);
        Assert.False(limits.Enter(santos).IsOk);
        Assert.True(limits.Enter(Guid.CreateVersion7()).IsOk);
    }

    [Fact]
    public void An_address_has_so_many_connections_and_opens_them_no_faster_than_allowed()
    {
        var limits = Limits(new() { MaxConnectionsPerAddress = 3, HandshakeBurst = 4, HandshakesPerSecond = 1 });
        var ward = IPAddress.Parse("2001:db8:1:2::1");
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(limits.Enter(ward).IsOk));

        Assert.Equal("too_many_connections", limits.Enter(IPAddress.Parse("2001:db8:1:2:ffff::9")).Problem?.Code);
        Assert.Equal("rate_limited", limits.Enter(ward).Problem?.Code);
        Assert.True(limits.Enter(IPAddress.Parse("2001:db8:1:3::1")).IsOk);
    }

    [Fact]
    public void Frames_are_refused_above_the_rate_and_the_connection_ends_when_that_goes_on()
    {
        var frames = Limits(new() { FramesPerSecond = 10, FrameBurst = 20 }).Frames();

        var verdicts = Enumerable.Range(0, 20 + (20 * FrameAllowance.Patience) + 1).Select(_ => frames.Take(out var _)).ToList();

        Assert.Equal(20, verdicts.Count(verdict => verdict == FrameVerdict.Allowed));
        Assert.Equal(20 * FrameAllowance.Patience, verdicts.Count(verdict => verdict == FrameVerdict.Refused));
        Assert.Equal(FrameVerdict.Abuse, verdicts[^1]);
    }

    [Fact]
    public void A_client_that_waits_as_it_was_told_is_never_cut_off()
    {
        var frames = Limits(new() { FramesPerSecond = 10, FrameBurst = 20 }).Frames();

        for (var frame = 0; frame < 10_000; frame++)
        {
            if (frames.Take(out var wait) != FrameVerdict.Allowed)
            {
                _time.Advance(wait);
                Assert.Equal(FrameVerdict.Allowed, frames.Take(out _));
            }
        }
    }

    [Fact]
    public void A_client_that_never_waits_is_cut_off_though_half_of_its_frames_are_within_the_rate()
    {
        var frames = Limits(new() { FramesPerSecond = 10, FrameBurst = 20 }).Frames();
        var verdicts = new List<FrameVerdict>();

        for (var four = 0; four < 1000; four++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(210));
            verdicts.AddRange(Enumerable.Range(0, 4).Select(_ => frames.Take(out var _)));
        }

        Assert.Contains(FrameVerdict.Abuse, verdicts);
    }

    [Fact]
    public void Whoever_draws_no_more_is_forgotten()
    {
        var allowances = new Allowances<int>(new Rate(PerSecond: 10, Burst: 10), _time);
        for (var key = 0; key < 100_000; key++)
        {
            allowances.TryTake(key, out _);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(allowances.Count, 1, 2048);
    }

    private RealtimeLimits Limits(RealtimeOptions options) => new(Options.Create(options), _time);
}
