using System.CommandLine;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs;

internal static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => SourceTree.DefaultData,
    };
}
