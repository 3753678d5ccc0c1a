using System.CommandLine;
using System.CommandLine.Parsing;

namespace Wardline.Cli;

/// <summary>Parses and runs a verb; what is wrong with the input is said in words on standard error, with exit code 1.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, TextWriter error)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            // Ctrl-C lets a server finish what it accepted; the default would end it after two seconds.
            return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
        }

        var command = parsed.CommandResult.Command;
        var name = FullName(parsed.CommandResult);
        if (command.Subcommands.Count == 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync($"{name}: {problem.Message}");
            }

            await error.WriteLineAsync($"See: {name} --help");
            return ExitCode.InputAtFault;
        }

        var unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        await error.WriteLineAsync(unknown is null ? $"{name}: which verb?" : $"{name}: there is no verb '{unknown}'.");
        await error.WriteLineAsync("Verbs:");
        var width = command.Subcommands.Max(verb => verb.Name.Length);
        foreach (var verb in command.Subcommands.Where(verb => !verb.Hidden))
        {
            await error.WriteLineAsync($"  {verb.Name.PadRight(width)}  {verb.Description}");
        }

        return ExitCode.InputAtFault;
    }

    private static string FullName(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{FullName(parent)} {command.Command.Name}" : "wardline";
}
