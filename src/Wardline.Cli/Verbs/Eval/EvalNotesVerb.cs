using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wardline.AI.Scribe;
using Wardline.Evaluation;
using Wardline.Evaluation.Data;
using Wardline.Evaluation.Notes;
using Wardline.Language.Notes;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs.Eval;

internal static class EvalNotesVerb
{
    private static readonly EvaluationJson Json = new(new JsonSerializerOptions(EvaluationJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder with ACI-BENCH's files; ../shared/data beside the checkout when left out.", HelpName = "PATH" };
        var split = new Option<string>("--split") { Description = "Which part of it.", DefaultValueFactory = _ => "valid" };
        split.AcceptOnlyFromAmong([.. AciBench.Files.Keys]);
        var layout = new Option<string>("--layout") { Description = "How the notes are laid out.", DefaultValueFactory = _ => "clinical" };
        layout.AcceptOnlyFromAmong("soap", "clinical");
        var json = new Option<bool>("--json") { Description = "One JSON object per line." };
        var verb = new Command("notes", "The built-in engine's notes beside those people wrote, and what our own check says of both.") { data, split, layout, json };
        verb.SetAction(parsed => Run(
            parsed.GetValue(data), parsed.GetValue(split)!, Layouts.Read(parsed.GetValue(layout))!.Value, parsed.GetValue(json), Console.Out, Console.Error));
        return verb;
    }

    internal static int Run(string? data, string split, NoteLayout layout, bool json, TextWriter output, TextWriter error)
    {
        try
        {
            var rows = NotesEvaluation.Run(AciBench.Read(data ?? BesideCheckout(), split), $"aci-bench/{split}", layout);
            output.Write(json ? string.Concat(rows.Select(row => JsonSerializer.Serialize(row, Json.EvaluationRow) + "\n")) : EvaluationTable.Of(rows));
            return ExitCode.Done;
        }
        catch (DataException fault)
        {
            error.WriteLine($"wardline eval notes: {fault.Message}");
            return data is null && fault.IsMissing ? ExitCode.EnvironmentAtFault : ExitCode.InputAtFault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"wardline eval notes: {fault.Message}");
            return ExitCode.EnvironmentAtFault;
        }
    }

    private static string BesideCheckout() => Path.GetFullPath(Path.Combine(SourceTree.Find() ?? Environment.CurrentDirectory, "..", "shared", "data"));
}
