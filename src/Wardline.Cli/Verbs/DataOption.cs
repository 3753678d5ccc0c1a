using System.CommandLine;

namespace Wardline.Cli.Verbs;

internal static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Default,
    };

    private static string Default => Path.Combine(SourceTree.Find() ?? Environment.CurrentDirectory, ".wardline");
}
