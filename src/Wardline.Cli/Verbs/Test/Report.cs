using System.Globalization;
using System.Text;

namespace Wardline.Cli.Verbs.Test;

/// <summary>All suites together: failures in full, a line per suite, and the count that scripts read.</summary>
internal sealed record Report(IReadOnlyList<SuiteResult> Suites)
{
    public int Passed => Suites.Sum(suite => suite.Passed);

    public int Failed => Suites.Sum(suite => suite.Failed);

    public int Skipped => Suites.Sum(suite => suite.Skipped);

    /// <summary>A run in which nothing ran has shown nothing.</summary>
    public bool IsGreen => Failed == 0 && Passed > 0;

    public string LastLine => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    public string Render(TimeSpan wall)
    {
        var text = new StringBuilder();
        foreach (var (suite, failure) in Suites.SelectMany(suite => suite.Failures.Select(failure => (suite, failure))))
        {
            text.Append("\nFAILED ").Append(suite.Suite).Append(": ").AppendLine(failure.Test);
            foreach (var line in failure.Message.Split('\n'))
            {
                text.Append("  ").AppendLine(line.TrimEnd());
            }
        }

        var width = Math.Max(5, Suites.Select(suite => suite.Suite.Length).DefaultIfEmpty(0).Max());
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{"suite".PadRight(width)}  {"passed",7} {"failed",7} {"skipped",7} {"seconds",8}");
        foreach (var suite in Suites.OrderBy(suite => suite.Suite, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{suite.Suite.PadRight(width)}  {suite.Passed,7} {suite.Failed,7} {suite.Skipped,7} {suite.Took.TotalSeconds,8:0.0}");
        }

        if (Passed + Failed + Skipped == 0)
        {
            text.AppendLine("No test ran, which counts as a failure.");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Took {(int)wall.TotalMinutes} min {wall.Seconds} s in all.");
        return text.AppendLine(LastLine).ToString();
    }
}
