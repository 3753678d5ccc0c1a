using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Wardline.Cli.Verbs.Test;

/// <summary>A program that runs tests and writes a report.</summary>
/// <param name="Report">Where it writes the report; null for a check, whose exit code is the whole result.</param>
/// <param name="Alone">It wants the machine for itself.</param>
internal sealed record Suite(
    string Name, string Program, IReadOnlyList<string> Arguments, string Folder, string? Report,
    Func<string, ReadOnlyMemory<byte>, SuiteResult>? Read, bool Alone = false)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static Suite Check(string name, string program, IReadOnlyList<string> arguments, string folder) =>
        new(name, program, arguments, folder, null, null);

    public async Task<SuiteResult> RunAsync(
        string results, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (Report is not null)
        {
            File.Delete(Report);
        }

        var log = Path.Combine(results, Name.Replace(' ', '-') + ".log");
        var process = await ChildProcess.RunAsync(Program, Arguments, Folder, Limit, cancellationToken, environment, log);
        return Judge(process) with { Took = Stopwatch.GetElapsedTime(started) };
    }

    private SuiteResult Judge(ProcessResult process)
    {
        if (Report is null || Read is null)
        {
            return process.Succeeded
                ? new SuiteResult(Name, 1, 0, [])
                : SuiteResult.Broken(Name, SuiteResult.Tail(process.Output, 200));
        }

        if (!File.Exists(Report))
        {
            var code = process.ExitCode.ToString(CultureInfo.InvariantCulture);
            return SuiteResult.Broken(Name,
                $"wrote no report and {(process.TimedOut ? "was killed after " + Limit : "ended with exit code " + code)}.\n{SuiteResult.Tail(process.Output)}");
        }

        try
        {
            return Read(Name, File.ReadAllBytes(Report)).EndedWith(process);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return SuiteResult.Broken(Name, $"wrote a report that cannot be read ({error.Message}).\n{SuiteResult.Tail(process.Output)}");
        }
    }
}
