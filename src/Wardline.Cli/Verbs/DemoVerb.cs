using System.CommandLine;
using Wardline.Server.Demo;

namespace Wardline.Cli.Verbs;

internal static class DemoVerb
{
    public static Command Create()
    {
        var accounts = new Command("accounts", "Prints the demo accounts, one JSON object a line.");
        accounts.SetAction(async _ =>
        {
            foreach (var line in DemoAccounts.Lines())
            {
                await Console.Out.WriteLineAsync(line);
            }

            return ExitCode.Done;
        });
        return new Command("demo", "The demo hospital.") { accounts };
    }
}
