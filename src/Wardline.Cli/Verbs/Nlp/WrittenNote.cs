using System.Text.Json;
using System.Text.Json.Serialization;
using Wardline.AI.Scribe;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.Cli.Verbs.Nlp;

/// <summary>A result line: the fields have the names and meanings of docs/protocol/scribe.md.</summary>
/// <param name="Id">As it came; absent when the line had none.</param>
internal sealed record WrittenNote(
    JsonElement? Id,
    string Note,
    IReadOnlyList<NoteSection> Sections,
    IReadOnlyList<Turn> Turns,
    NoteLayout Layout,
    string Provider,
    string? Model,
    bool Degraded,
    IReadOnlyList<string> Reasons,
    long TookMs)
{
    public static WrittenNote Of(JsonElement? id, Transcript transcript, NoteLayout layout, GeneratedNote note) => new(
        id, NoteText.Of(note.Sections), note.Sections, transcript.Turns, layout, note.Provider, note.Model, note.Degraded, note.Reasons, (long)note.Took.TotalMilliseconds);
}

/// <param name="Line">Which line of the input, from 1.</param>
internal sealed record BadLine(JsonElement? Id, long Line, LineError Error);

internal sealed record LineError(string Code, string Message)
{
    public static LineError Of(Problem problem) => new(problem.Code, problem.Message);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseEnum<Speaker>), typeof(SnakeCaseEnum<FlagKind>), typeof(SnakeCaseEnum<NoteLayout>)])]
[JsonSerializable(typeof(WrittenNote))]
[JsonSerializable(typeof(BadLine))]
internal sealed partial class NlpJson : JsonSerializerContext;
