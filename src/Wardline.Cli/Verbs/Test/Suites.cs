namespace Wardline.Cli.Verbs.Test;

/// <summary>Finds what there is to run: every <c>tests/*.Tests</c>, the web app's tests, and the checks.</summary>
internal static class Suites
{
    public static IEnumerable<Suite> Of(string root, TestTier tier, string results)
    {
        foreach (var project in Projects(root))
        {
            var report = Path.Combine(results, project + ".ctrf.json");
            var program = Path.Combine(root, "artifacts", "bin", project, "release", project + ".dll");
            // The browser's tests have deadlines of their own, which other suites beside them would eat.
            yield return new Suite(project, "dotnet",
                [program, "-noColor", "-noLogo", "-noAutoReporters", .. tier.XunitArguments(), "-ctrf", report],
                root, report, CtrfReport.Read, Alone: project.Contains("Browser", StringComparison.Ordinal));
        }

        var web = Path.Combine(root, "web");
        if (tier == TestTier.Faults || !File.Exists(Path.Combine(web, "package.json")))
        {
            yield break;
        }

        var vitest = Path.Combine(results, "web.vitest.json");
        yield return new Suite("web", "npm", ["test", "--silent", "--", "--reporter=json", $"--outputFile={vitest}"], web, vitest, VitestReport.Read);
        yield return Suite.Check("web types", "npm", ["run", "check", "--silent"], web);
    }

    public static IEnumerable<Suite> Checks(string root, TestTier tier)
    {
        if (tier != TestTier.Faults)
        {
            yield return Suite.Check("format", "dotnet",
                ["format", "whitespace", "Wardline.slnx", "--verify-no-changes", "--no-restore"], root);
        }
    }

    internal static IEnumerable<string> Projects(string root) =>
        Directory.Exists(Path.Combine(root, "tests"))
            ? Directory.EnumerateDirectories(Path.Combine(root, "tests"), "*.Tests")
                .Select(folder => Path.GetFileName(folder)!)
                .Where(name => File.Exists(Path.Combine(root, "tests", name, name + ".csproj")))
                .Order(StringComparer.Ordinal)
            : [];
}
