using Wardline.Cli.Verbs.Test;

namespace Wardline.Cli.Test;

public sealed class SuiteTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Suite_without_a_report_failed()
    {
        var result = await RunAsync("echo starting; kill -SEGV $$");

        Assert.Equal((0, 1), (result.Passed, result.Failed));
        Assert.Contains("wrote no report", result.Failures[0].Message, StringComparison.Ordinal);
        Assert.Contains("starting", result.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_of_an_earlier_run_is_not_taken_for_this_one()
    {
        _folder.Write("report.json", """{"results":{"tests":[{"name":"old","status":"passed"}]}}""");

        Assert.Equal((0, 1), await CountAsync("exit 0"));
    }

    [Fact]
    public async Task Suite_that_writes_half_a_report_failed() => Assert.Equal((0, 1), await CountAsync("echo '{\"results\":' > report.json"));

    [Fact]
    public async Task Suite_that_writes_its_report_and_ends_well_passed() =>
        Assert.Equal((1, 0), await CountAsync("""echo '{"results":{"tests":[{"name":"t","status":"passed"}]}}' > report.json"""));

    [Fact]
    public async Task Suite_that_crashes_after_its_report_failed() =>
        Assert.Equal((1, 1), await CountAsync("""echo '{"results":{"tests":[{"name":"t","status":"passed"}]}}' > report.json; exit 134"""));

    [Fact]
    public async Task Program_that_is_not_there_is_a_failure()
    {
        var result = await new Suite("s", "no-such-program", [], _folder.Path, _folder["report.json"], CtrfReport.Read)
            .RunAsync(_folder.Path, Nothing, TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Failed);
    }

    [Fact]
    public async Task Process_left_running_does_not_hold_up_the_run()
    {
        var result = await ChildProcess.RunAsync(
            "bash", ["-c", "sleep 60 & echo $!"], _folder.Path, TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);
        System.Diagnostics.Process.GetProcessById(int.Parse(result.Output)).Kill();

        Assert.True(result.Succeeded);
    }

    [Fact]
    public async Task Process_that_takes_too_long_is_killed()
    {
        var result = await ChildProcess.RunAsync(
            "bash", ["-c", "echo begun; sleep 60"], _folder.Path, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        Assert.Contains("begun", result.Output, StringComparison.Ordinal);
    }

    private async Task<(int Passed, int Failed)> CountAsync(string script)
    {
        var result = await RunAsync(script);
        return (result.Passed, result.Failed);
    }

    private Task<SuiteResult> RunAsync(string script) =>
        new Suite("s", "bash", ["-c", script], _folder.Path, _folder["report.json"], CtrfReport.Read)
            .RunAsync(_folder.Path, Nothing, TestContext.Current.CancellationToken);
}
