using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Wardline.Architecture;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>Project name → its file, of all projects in the repository.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = new[] { "src", "tests", "bench", "clients" }
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    public static IEnumerable<string> ProjectReferences(string project) =>
        from reference in XDocument.Load(Projects[project]).Descendants("ProjectReference")
        select Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
