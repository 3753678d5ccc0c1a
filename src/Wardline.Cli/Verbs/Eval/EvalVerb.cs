using System.CommandLine;

namespace Wardline.Cli.Verbs.Eval;

internal static class EvalVerb
{
    public static Command Create() => new("eval", "Scores Wardline's language work on public data.") { EvalNotesVerb.Create() };
}
