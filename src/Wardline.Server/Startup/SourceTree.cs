namespace Wardline.Server.Startup;

/// <summary>The checkout this program was built from: where a default data folder lies, and what some verbs work on.</summary>
public static class SourceTree
{
    public static string DefaultData => Path.Combine(Find() ?? Environment.CurrentDirectory, ".wardline");

    /// <returns>Null when the program was installed away from its sources.</returns>
    public static string? Find() => Find(Environment.GetEnvironmentVariable("WARDLINE_ROOT"), AppContext.BaseDirectory);

    public static string? Find(string? named, string start)
    {
        if (named is not null && IsRoot(named))
        {
            return Path.GetFullPath(named);
        }

        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (IsRoot(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static bool IsRoot(string folder) => File.Exists(Path.Combine(folder, "Wardline.slnx"));
}
