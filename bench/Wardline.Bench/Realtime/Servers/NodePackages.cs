using System.Diagnostics;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>The peer's npm packages, fetched when they are first needed.</summary>
internal static class NodePackages
{
    /// <summary>False when they could not be had; what npm said went to standard error.</summary>
    public static async Task<bool> EnsureAsync(string folder, Action<string> say, CancellationToken ct)
    {
        var wanted = new FileInfo(Path.Combine(folder, "package-lock.json"));
        // npm leaves its own copy of the lock file behind when everything is in place.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
        {
            return true;
        }

        say($"Fetching the npm packages of {folder} …");
        try
        {
            // Its output must not get between the lines of figures.
            var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            say("npm is not installed.");
            return false;
        }
    }
}
