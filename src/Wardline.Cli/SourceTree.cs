namespace Wardline.Cli;

/// <summary>The checkout this program was built from, for the verbs that work on sources.</summary>
internal static class SourceTree
{
    public static string? Find() => Find(Environment.GetEnvironmentVariable("WARDLINE_ROOT"), AppContext.BaseDirectory);

    internal static string? Find(string? named, string start)
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
