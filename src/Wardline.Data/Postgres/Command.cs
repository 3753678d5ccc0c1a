using System.ComponentModel;
using System.Diagnostics;

namespace Wardline.Data.Postgres;

/// <summary>Runs a short-lived program with a bare environment: none of our secrets, none of the caller's PG variables.</summary>
internal static class Command
{
    internal readonly record struct Result(int ExitCode, string Output);

    /// <param name="capture">False where a lasting grandchild would keep the pipe open.</param>
    internal static async Task<Result> RunAsync(
        IReadOnlyList<string> line, string? folder, CancellationToken cancellation, bool capture = true)
    {
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            WorkingDirectory = folder ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        foreach (var name in start.Environment.Keys.Where(name => !IsKept(name)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return new Result(127, error.Message);
        }

        process.StandardInput.Close();
        try
        {
            var output = capture ? process.StandardOutput.ReadToEndAsync(cancellation) : Task.FromResult("");
            var errors = capture ? process.StandardError.ReadToEndAsync(cancellation) : Task.FromResult("");
            await process.WaitForExitAsync(cancellation);
            return new Result(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: false);
            throw;
        }
    }

    private static bool IsKept(string name) => OperatingSystem.IsWindows()
        ? !name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Wardline", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase)
        : name is "PATH" or "TMPDIR";
}
