using System.Diagnostics;
using System.Text;

namespace Wardline.Cli;

/// <summary>What a program of somebody else's answered.</summary>
/// <param name="Output">Standard output and standard error, in the order they came.</param>
internal sealed record ProcessResult(int ExitCode, string Output, bool TimedOut = false)
{
    /// <summary>The shells' code for a program that is not there.</summary>
    public const int NotFound = 127;

    public bool Succeeded => ExitCode == 0 && !TimedOut;
}

internal static class ChildProcess
{
    /// <summary>Runs a program without a terminal. It and its children are killed after <paramref name="limit"/>.</summary>
    public static async Task<ProcessResult> RunAsync(
        string program, IEnumerable<string> arguments, string folder, TimeSpan limit, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null, string? logFile = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        await using var log = logFile is null ? TextWriter.Null : TextWriter.Synchronized(new StreamWriter(logFile));
        void Keep(object _, DataReceivedEventArgs line)
        {
            if (line.Data is null)
            {
                return;
            }

            lock (output)
            {
                output.AppendLine(line.Data);
                log.WriteLine(line.Data);
            }
        }

        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new ProcessResult(ProcessResult.NotFound, $"{program}: {error.Message}");
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var timedOut = false;
        try
        {
            await exited.Task.WaitAsync(limit, cancellationToken);
            // Something it left running may hold its output open for ever; what it wrote itself is here by now.
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        catch (TimeoutException)
        {
            timedOut = !process.HasExited;
            process.Kill(entireProcessTree: true);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
        {
            return new ProcessResult(timedOut ? -1 : process.ExitCode, output.ToString(), timedOut);
        }
    }
}
