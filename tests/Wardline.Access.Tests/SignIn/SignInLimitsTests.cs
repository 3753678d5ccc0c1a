using Wardline.Access.Http;
using Wardline.Access.SignIn;

namespace Wardline.Access.Tests.SignIn;

public sealed class SignInLimitsTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2::1", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::9", "20010DB800010002")]
    [InlineData("2001:db8:1:3::1", "20010DB800010003")]
    [InlineData(null, "")]
    public void Network_is_an_IPv4_address_or_an_IPv6_prefix(string? address, string expected) => Assert.Equal(expected, ClientNetwork.Of(address));

    [Fact]
    public void Failures_of_one_network_do_not_stop_another()
    {
        using var limits = new SignInLimits();
        for (var failure = 0; failure < 2 * SignInLimits.FailuresPerMinute; failure++)
        {
            limits.Failed("192.0.2.7");
        }

        var refused = limits.Refuse("192.0.2.7");
        Assert.Equal(("rate_limited", 429), (refused?.Code, refused?.Status));
        Assert.True(refused?.RetryAfter > TimeSpan.Zero);
        Assert.Null(limits.Refuse("192.0.2.8"));
    }

    [Fact]
    public async Task Password_checks_wait_for_a_place_and_then_are_told_to_come_later()
    {
        using var limits = new SignInLimits();
        var places = Enumerable.Range(0, Environment.ProcessorCount + 256).Select(_ => limits.EnterAsync(CancellationToken.None)).ToList();

        using var late = await limits.EnterAsync(CancellationToken.None);

        Assert.False(late.IsAcquired);
        Assert.Equal(Environment.ProcessorCount, places.Count(place => place.IsCompletedSuccessfully));
    }
}
