namespace Wardline.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void The_same_values_give_the_same_interval()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i % 7 / 7.0)];

        Assert.Equal(Bootstrap.Mean(values), Bootstrap.Mean(values));
    }

    [Fact]
    public void An_interval_is_about_as_wide_as_the_standard_error_says()
    {
        // 0 and 1 in equal parts: the standard error of 100 is 0.05, so 95 % lie between 0.4 and 0.6.
        var interval = Bootstrap.Mean([.. Enumerable.Range(0, 100).Select(i => i % 2.0)]);

        Assert.Equal(0.5, interval.Mean);
        Assert.InRange(interval.Low, 0.38, 0.42);
        Assert.InRange(interval.High, 0.58, 0.62);
    }

    [Fact]
    public void Values_that_do_not_differ_leave_no_doubt() => Assert.Equal(new Interval(0.25, 0.25, 0.25), Bootstrap.Mean([0.25, 0.25, 0.25]));
}
