using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Wardline.Architecture;

public sealed partial class BuildRulesTests
{
    private static readonly string[] WeakeningProperties = ["TreatWarningsAsErrors", "Nullable", "AnalysisLevel", "EnforceCodeStyleInBuild", "NoWarn", "WarningsNotAsErrors"];

    public static TheoryData<string> Projects => [.. Repository.Projects.Keys];

    [Fact]
    public void Warnings_are_errors_everywhere()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("PropertyGroup").Elements()
            .ToLookup(property => property.Name.LocalName, property => property.Value, StringComparer.Ordinal);

        Assert.Equal(["true"], properties["TreatWarningsAsErrors"]);
        Assert.Equal(["enable"], properties["Nullable"]);
        Assert.Equal(["latest-recommended"], properties["AnalysisLevel"]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_weakens_the_rules(string project)
    {
        var own = XDocument.Load(Repository.Projects[project]).Descendants("PropertyGroup").Elements().Select(property => property.Name.LocalName);

        Assert.Empty(own.Intersect(WeakeningProperties, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Solution_holds_every_project(string project)
    {
        var listed = XDocument.Load(Path.Combine(Repository.Root, "Wardline.slnx")).Descendants("Project").Select(entry => entry.Attribute("Path")!.Value);

        Assert.Contains(Path.GetRelativePath(Repository.Root, Repository.Projects[project]).Replace('\\', '/'), listed);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Package_versions_are_said_in_one_place(string project)
    {
        var versions = XDocument.Load(Repository.Projects[project]).Descendants("PackageReference").Attributes()
            .Where(attribute => attribute.Name.LocalName is "Version" or "VersionOverride");

        Assert.Empty(versions);
    }

    [Fact]
    public void Links_in_the_documents_lead_somewhere()
    {
        var documents = Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.Exists(Path.Combine(Repository.Root, "docs")) ? Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories) : []);
        var dead = from document in documents
                   from Match link in Link().Matches(Fenced().Replace(File.ReadAllText(document), ""))
                   let target = link.Groups["target"].Value.Split('#')[0]
                   where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                   let path = Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(target))
                   where !File.Exists(path) && !Directory.Exists(path)
                   select $"{Path.GetRelativePath(Repository.Root, document)} → {target}";

        Assert.Empty(dead);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fenced();
}
