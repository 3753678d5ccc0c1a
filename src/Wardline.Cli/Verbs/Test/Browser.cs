using System.Runtime.InteropServices;

namespace Wardline.Cli.Verbs.Test;

/// <summary>A Chromium for the browser tests: one that is installed, else Playwright's own, else Debian's package.</summary>
internal sealed class Browser(string root, string project, TextWriter say)
{
    /// <summary>Stands for the browser that Playwright finds by itself.</summary>
    public const string Playwrights = "playwright";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];

    public async Task<string?> FindOrInstallAsync(CancellationToken cancellationToken)
    {
        if (Installed(Environment.GetEnvironmentVariable("WARDLINE_CHROMIUM"), Environment.GetEnvironmentVariable("PATH")) is { } found)
        {
            return found;
        }

        await say.WriteLineAsync("No Chromium is installed; fetching Playwright's …");
        var fetched = await FetchPlaywrightsAsync(cancellationToken);
        if (fetched.Succeeded)
        {
            return Playwrights;
        }

        if (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await say.WriteLineAsync("That was not to be had; installing Debian's chromium package …");
            var installed = await InstallDebiansAsync(cancellationToken);
            if (installed.Succeeded)
            {
                return Installed(null, Environment.GetEnvironmentVariable("PATH"));
            }

            await say.WriteLineAsync(SuiteResult.Tail(installed.Output, 20));
        }

        await say.WriteLineAsync(SuiteResult.Tail(fetched.Output, 20));
        await say.WriteLineAsync("The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium), " +
            "or name its program in WARDLINE_CHROMIUM.");
        return null;
    }

    internal static string? Installed(string? named, string? path)
    {
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var candidates = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Concat(Places);
        return (named is null ? candidates : candidates.Prepend(named)).FirstOrDefault(File.Exists);
    }

    private async Task<ProcessResult> FetchPlaywrightsAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, "artifacts", "bin", project, "release", ".playwright");
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32_x64" : "linux";
        var platform = OperatingSystem.IsWindows() ? system
            : $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        return await ChildProcess.RunAsync(
            Path.Combine(folder, "node", platform, OperatingSystem.IsWindows() ? "node.exe" : "node"),
            [Path.Combine(folder, "package", "cli.js"), "install", "chromium"], root, TimeSpan.FromMinutes(5), cancellationToken);
    }

    private async Task<ProcessResult> InstallDebiansAsync(CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var limit = TimeSpan.FromMinutes(10);
        var updated = await ChildProcess.RunAsync("apt-get", ["update", "-q"], root, limit, cancellationToken, environment);
        return updated.Succeeded
            ? await ChildProcess.RunAsync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], root, limit, cancellationToken, environment)
            : updated;
    }
}
