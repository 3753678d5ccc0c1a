using System.CommandLine;
using Microsoft.Extensions.Options;
using Wardline.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Language.Notes;

namespace Wardline.Cli.Verbs.Nlp;

internal static class NoteVerb
{
    public static Command Create()
    {
        var input = new Option<string?>("--in") { Description = "Lines of {\"id\", \"transcript\" or \"whisperx\"}; standard input when left out.", HelpName = "FILE" };
        var output = new Option<string?>("--out") { Description = "Where the result lines go; standard output when left out.", HelpName = "FILE" };
        var layout = new Option<string>("--layout") { Description = "How the note is laid out.", DefaultValueFactory = _ => "soap" };
        layout.AcceptOnlyFromAmong("soap", "clinical");
        var prefer = new Option<string>("--prefer") { Description = "Who is asked first; those below follow.", DefaultValueFactory = _ => "builtin" };
        prefer.AcceptOnlyFromAmong("cloud", "local", "builtin");
        var verb = new Command("note", "Writes a note from each transcript.") { input, output, layout, prefer };
        verb.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(input), parsed.GetValue(output), Layouts.Read(parsed.GetValue(layout))!.Value, Tiers.Read(parsed.GetValue(prefer))!.Value, ct));
        return verb;
    }

    private static async Task<int> RunAsync(string? input, string? output, NoteLayout layout, ModelTier prefer, CancellationToken ct)
    {
        if (input is not null && output is not null && Path.GetFullPath(input) == Path.GetFullPath(output))
        {
            await Console.Error.WriteLineAsync("wardline nlp note: --in and --out are the same file.");
            return ExitCode.InputAtFault;
        }

        try
        {
            await using var models = Models();
            await using var from = input is null ? Console.OpenStandardInput() : File.OpenRead(input);
            await using var to = output is null ? Console.OpenStandardOutput() : File.Create(output);
            var bad = await new NoteLines(models.GetRequiredService<NoteGenerator>(), layout, prefer).RunAsync(from, to, ct);
            return bad > 0 ? ExitCode.InputAtFault : ExitCode.Done;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"wardline nlp note: {error.Message}");
            return ExitCode.EnvironmentAtFault;
        }
    }

    /// <summary>The tiers as the server has them, from the same settings in the environment.</summary>
    private static ServiceProvider Models() =>
        new ServiceCollection().AddModels(new ConfigurationBuilder().AddEnvironmentVariables().Build()).BuildServiceProvider();
}
