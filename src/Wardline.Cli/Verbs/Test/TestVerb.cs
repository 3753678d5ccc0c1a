using System.CommandLine;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs.Test;

internal static class TestVerb
{
    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Under two minutes: no browser, slow or fault tests." };
        var faults = new Option<bool>("--faults") { Description = "Only the fault tests and long seeds." };
        var only = new Option<string[]>("--only")
        {
            Description = "Only suites whose name contains this.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        var verb = new Command("test", "Sets up all that the tests need and runs them.") { quick, faults, only };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(quick) && result.GetValue(faults))
            {
                result.AddError("--quick and --faults exclude each other.");
            }
        });
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            if (SourceTree.Find() is not { } root)
            {
                await Console.Error.WriteLineAsync("wardline test: the sources are not here; it works in a checkout only.");
                return ExitCode.EnvironmentAtFault;
            }

            var tier = parsed.GetValue(quick) ? TestTier.Quick : parsed.GetValue(faults) ? TestTier.Faults : TestTier.Full;
            return await new TestRun(root, tier, Console.Out).RunAsync(parsed.GetValue(only) ?? [], cancellationToken);
        });
        return verb;
    }
}
