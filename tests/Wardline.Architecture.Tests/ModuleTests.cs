using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Wardline.Architecture;

public sealed class ModuleTests
{
    /// <summary>Who may know whom. A module that is not here has no place yet.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Wardline.SocketIO"] = [],
        ["Wardline.Data"] = [],
        ["Wardline.Access"] = ["Wardline.Data"],
        ["Wardline.Messaging"] = ["Wardline.Data", "Wardline.Access", "Wardline.SocketIO"],
        ["Wardline.Clinical"] = ["Wardline.Data", "Wardline.Access"],
        ["Wardline.Language"] = [],
        ["Wardline.AI"] = ["Wardline.Language", "Wardline.Clinical", "Wardline.Access", "Wardline.Data"],
        ["Wardline.Evaluation"] = ["Wardline.Language"],
        ["Wardline.Server"] = ["Wardline.SocketIO", "Wardline.Data", "Wardline.Access", "Wardline.Messaging", "Wardline.Clinical", "Wardline.Language", "Wardline.AI"],
        ["Wardline.Cli"] = ["Wardline.Server", "Wardline.Data", "Wardline.Access", "Wardline.Language", "Wardline.AI", "Wardline.Evaluation"],
    };

    public static TheoryData<string> Modules => [.. Repository.Projects.Where(project => IsIn(project.Value, "src")).Select(project => project.Key)];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Project_file_references_only_modules_it_may_know(string module)
    {
        Assert.True(MayKnow.ContainsKey(module), $"{module} is not in the list of modules.");
        Assert.Empty(Repository.ProjectReferences(module).Except(MayKnow[module], StringComparer.Ordinal));
    }

    // Projects pass their references on, so what the compiler used is looked at too.
    [Theory]
    [MemberData(nameof(Modules))]
    public void Assembly_references_only_modules_it_may_know(string module)
    {
        var references = ReferencesOf(Path.Combine(AppContext.BaseDirectory, module + ".dll"))
            .Where(name => name.StartsWith("Wardline.", StringComparison.Ordinal));

        Assert.Empty(references.Except(MayKnow[module], StringComparer.Ordinal));
    }

    [Fact]
    public void Every_listed_module_exists() => Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), Modules.Select(row => row.Data).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_but_the_command_line_knows_the_server()
    {
        var knowing = Repository.Projects.Where(project => IsIn(project.Value, "src"))
            .Where(project => Repository.ProjectReferences(project.Key).Contains("Wardline.Server", StringComparer.Ordinal));

        Assert.Equal("Wardline.Cli", Assert.Single(knowing).Key);
    }

    private static bool IsIn(string file, string folder) =>
        file.StartsWith(Path.Combine(Repository.Root, folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> ReferencesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
