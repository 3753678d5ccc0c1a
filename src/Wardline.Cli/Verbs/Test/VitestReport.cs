using System.Text.Json;

namespace Wardline.Cli.Verbs.Test;

/// <summary>Reads the report of Vitest's JSON reporter.</summary>
internal static class VitestReport
{
    /// <exception cref="JsonException">It is not such a report, or not a whole one.</exception>
    public static SuiteResult Read(string suite, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("testResults", out var files))
        {
            throw new JsonException("The report holds no results.");
        }

        var (passed, skipped, failures) = (0, 0, new List<Failure>());
        foreach (var file in files.EnumerateArray())
        {
            var failedBefore = failures.Count;
            foreach (var test in file.GetProperty("assertionResults").EnumerateArray())
            {
                switch (test.GetProperty("status").GetString())
                {
                    case "passed":
                        passed++;
                        break;
                    case "failed":
                        failures.Add(new Failure(test.GetProperty("fullName").GetString() ?? "?", Messages(test)));
                        break;
                    default:
                        skipped++;
                        break;
                }
            }

            // A file that cannot be loaded has no tests to fail.
            if (failures.Count == failedBefore && file.GetProperty("status").GetString() == "failed")
            {
                failures.Add(new Failure(
                    Path.GetFileName(file.GetProperty("name").GetString()) ?? "?",
                    file.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "the file could not be run"));
            }
        }

        return new SuiteResult(suite, passed, skipped, failures);
    }

    private static string Messages(JsonElement test) => test.TryGetProperty("failureMessages", out var messages)
        ? string.Join('\n', messages.EnumerateArray().Select(message => message.GetString()))
        : "";
}
