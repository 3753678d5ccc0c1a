using Wardline.Cli.Verbs.Test;

namespace Wardline.Cli.Test;

public sealed class ReportTests
{
    [Fact]
    public void Suites_are_added_up_and_the_last_line_is_the_count()
    {
        var report = new Report([new SuiteResult("a", 3, 1, []), new SuiteResult("b", 4, 0, [new Failure("b.t", "no")])]);

        Assert.Equal("7 passed, 1 failed, 1 skipped", LastLineOf(report));
        Assert.False(report.IsGreen);
    }

    [Fact]
    public void All_passed_is_green() => Assert.True(new Report([new SuiteResult("a", 1, 0, [])]).IsGreen);

    [Fact]
    public void Nothing_ran_is_not_green()
    {
        var report = new Report([new SuiteResult("a", 0, 0, [])]);

        Assert.False(report.IsGreen);
        Assert.Equal("0 passed, 0 failed, 0 skipped", LastLineOf(report));
    }

    [Fact]
    public void Only_skipped_is_not_green() => Assert.False(new Report([new SuiteResult("a", 0, 5, [])]).IsGreen);

    [Fact]
    public void Failures_are_shown_with_name_and_whole_message()
    {
        var text = new Report([new SuiteResult("a", 1, 0, [new Failure("Ward.Opens", "Expected: 1\nActual:   2\n   at Ward.cs:line 3")])]).Render(TimeSpan.Zero);

        Assert.Contains("FAILED a: Ward.Opens", text, StringComparison.Ordinal);
        Assert.Contains("  Actual:   2", text, StringComparison.Ordinal);
        Assert.Contains("Ward.cs:line 3", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(139)]
    public void Process_that_ended_badly_outweighs_a_good_report(int exitCode)
    {
        var result = new SuiteResult("a", 5, 0, []).EndedWith(new ProcessResult(exitCode, "Segmentation fault"));

        Assert.Equal(1, result.Failed);
        Assert.Contains("Segmentation fault", result.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_code_of_failed_tests_is_not_counted_twice()
    {
        var result = new SuiteResult("a", 5, 0, [new Failure("t", "no")]).EndedWith(new ProcessResult(1, ""));

        Assert.Equal(1, result.Failed);
    }

    [Fact]
    public void Suite_killed_for_its_time_failed_even_if_all_its_tests_had_passed() =>
        Assert.Equal(1, new SuiteResult("a", 5, 0, []).EndedWith(new ProcessResult(-1, "", TimedOut: true)).Failed);

    private static string LastLineOf(Report report) => report.Render(TimeSpan.FromSeconds(61)).TrimEnd('\n', '\r').Split('\n')[^1].TrimEnd('\r');
}
