using System.Diagnostics;
using System.Globalization;

namespace Wardline.Cli.Verbs.Test;

/// <summary>Runs the suites, at most two at a time and the browser alone, and reports.</summary>
internal sealed class TestRun(string root, TestTier tier, TextWriter output)
{
    private readonly string _results = Path.Combine(root, "artifacts", "test-results");
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public async Task<int> RunAsync(IReadOnlyList<string> only, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(_results);
        var environment = await new SetUp(root, _output).RunAsync(tier, cancellationToken);
        if (environment is null)
        {
            await _output.WriteLineAsync(new Report([SuiteResult.Broken("set-up", "The tests' set-up failed; see above.")]).LastLine);
            return ExitCode.EnvironmentAtFault;
        }

        var suites = Suites.Of(root, tier, _results).Concat(Suites.Checks(root, tier)).Where(suite => IsWanted(suite, only)).ToList();
        var done = new List<SuiteResult>();
        await Parallel.ForEachAsync(
            suites.Where(suite => !suite.Alone),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken },
            async (suite, token) => await RunAsync(suite, environment, done, token));
        foreach (var suite in suites.Where(suite => suite.Alone))
        {
            await RunAsync(suite, environment, done, cancellationToken);
        }

        var report = new Report(done);
        var text = report.Render(Stopwatch.GetElapsedTime(started));
        await File.WriteAllTextAsync(Path.Combine(_results, "summary.txt"), text, cancellationToken);
        await _output.WriteAsync(text);
        await _output.FlushAsync(cancellationToken);
        return report.IsGreen ? ExitCode.Done : ExitCode.InputAtFault;
    }

    private async Task RunAsync(
        Suite suite, IReadOnlyDictionary<string, string> environment, List<SuiteResult> done, CancellationToken cancellationToken)
    {
        var result = await suite.RunAsync(_results, environment, cancellationToken);
        lock (done)
        {
            done.Add(result);
        }

        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{(result.Failed == 0 ? "ok    " : "FAILED")} {suite.Name}: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped, {result.Took.TotalSeconds:0.0} s"));
    }

    private static bool IsWanted(Suite suite, IReadOnlyList<string> only) =>
        only.Count == 0 || only.Any(part => suite.Name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
