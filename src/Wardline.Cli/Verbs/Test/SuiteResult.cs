namespace Wardline.Cli.Verbs.Test;

/// <summary>One test that failed, or what kept a suite from being one.</summary>
internal sealed record Failure(string Test, string Message);

/// <summary>What one suite came to. A suite that broke has at least one failure of its own.</summary>
internal sealed record SuiteResult(
    string Suite, int Passed, int Skipped, IReadOnlyList<Failure> Failures, TimeSpan Took = default)
{
    public int Failed => Failures.Count;

    public static SuiteResult Broken(string suite, string message) => new(suite, 0, 0, [new Failure(suite, message)]);

    /// <summary>
    /// A report that says all is well does not outweigh a process that ended badly: it may have died after its last
    /// test, or before the others began.
    /// </summary>
    public SuiteResult EndedWith(ProcessResult process)
    {
        if (process.TimedOut)
        {
            return this with { Failures = [.. Failures, new Failure(Suite, "did not end in time and was killed.\n" + Tail(process.Output))] };
        }

        return process.ExitCode != 0 && Failures.Count == 0
            ? this with { Failures = [new Failure(Suite, $"ended with exit code {process.ExitCode} though no test failed.\n{Tail(process.Output)}")] }
            : this;
    }

    public static string Tail(string output, int lines = 60)
    {
        var all = output.TrimEnd().Split('\n');
        return string.Join('\n', all.Skip(Math.Max(0, all.Length - lines)));
    }
}
