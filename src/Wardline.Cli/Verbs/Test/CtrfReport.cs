using System.Text.Json;

namespace Wardline.Cli.Verbs.Test;

/// <summary>Reads the Common Test Report Format that xunit's runner writes (ctrf.io).</summary>
internal static class CtrfReport
{
    /// <exception cref="JsonException">It is not such a report, or not a whole one.</exception>
    public static SuiteResult Read(string suite, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("results", out var results) || !results.TryGetProperty("tests", out var tests))
        {
            throw new JsonException("The report holds no results.");
        }

        var (passed, skipped, failures) = (0, 0, new List<Failure>());
        foreach (var test in tests.EnumerateArray())
        {
            switch (test.GetProperty("status").GetString())
            {
                case "passed":
                    passed++;
                    break;
                case "failed":
                    failures.Add(new Failure(Text(test, "name") ?? "?", Describe(test)));
                    break;
                // "other" is what xunit calls a test that was found but not run (explicit ones).
                case "skipped" or "pending":
                    skipped++;
                    break;
            }
        }

        failures.AddRange(ErrorsOutsideTests(results));
        return new SuiteResult(suite, passed, skipped, failures);
    }

    /// <summary>A fixture that fails to clean up fails no test, yet something is wrong.</summary>
    private static IEnumerable<Failure> ErrorsOutsideTests(JsonElement results)
    {
        if (!results.TryGetProperty("extra", out var extra) || !extra.TryGetProperty("suites", out var suites))
        {
            yield break;
        }

        foreach (var error in suites.EnumerateArray()
            .Where(suite => suite.TryGetProperty("errors", out _))
            .SelectMany(suite => suite.GetProperty("errors").EnumerateArray()))
        {
            yield return new Failure(Text(error, "name") ?? Text(error, "type") ?? "outside a test", Describe(error));
        }
    }

    private static string Describe(JsonElement element) =>
        string.Join('\n', new[] { Text(element, "message"), Text(element, "trace"), Stdout(element) }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string? Stdout(JsonElement element) =>
        element.TryGetProperty("stdout", out var lines) && lines.ValueKind == JsonValueKind.Array && lines.GetArrayLength() > 0
            ? "Output:\n" + string.Join('\n', lines.EnumerateArray().Select(line => line.GetString()))
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
