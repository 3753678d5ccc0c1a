using System.CommandLine;

namespace Wardline.Cli.Verbs.Nlp;

internal static class NlpVerb
{
    public static Command Create() => new("nlp", "Works on clinical text, one JSON object a line, without a server.") { NoteVerb.Create() };
}
