using System.CommandLine;
using System.Diagnostics;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs;

/// <summary>Hands everything after <c>bench</c> to the bench program, which <c>./wardline</c> has built.</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore, Description = "What to measure; --help lists it." };
        var verb = new Command("bench", "Measures, and prints ours beside its peer.") { rest };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var root = SourceTree.Find();
            var program = root is null ? null : Path.Combine(root, "artifacts", "bin", "Wardline.Bench", "release", "Wardline.Bench.dll");
            if (program is null || !File.Exists(program))
            {
                await Console.Error.WriteLineAsync("wardline bench: the bench program is not built; run it as ./wardline bench in a checkout.");
                return ExitCode.EnvironmentAtFault;
            }

            // It writes to this terminal and gets Ctrl-C from it.
            using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. parsed.GetValue(rest) ?? [], .. parsed.UnmatchedTokens]))!;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        });
        return verb;
    }
}
