using System.Text.Json;
using System.Text.Json.Serialization;
using Wardline.AI.Pipeline;
using Wardline.Data.Json;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>How notes are written on every wire: REST, events, sockets, the command line and the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(UtcMilliseconds), typeof(SnakeCaseEnum<Speaker>), typeof(SnakeCaseEnum<FlagKind>), typeof(SnakeCaseEnum<NoteLayout>),
        typeof(SnakeCaseEnum<ModelTier>), typeof(SnakeCaseEnum<ModelState>)])]
[JsonSerializable(typeof(WriteNoteCommand))]
[JsonSerializable(typeof(ScribeNote))]
[JsonSerializable(typeof(ScribeNotePage))]
[JsonSerializable(typeof(ScribeNoteChange))]
[JsonSerializable(typeof(ScribeNoteDeletion))]
[JsonSerializable(typeof(NoteTurns))]
[JsonSerializable(typeof(NoteStarted))]
[JsonSerializable(typeof(NoteSectionStarted))]
[JsonSerializable(typeof(NoteSentenceAdded))]
[JsonSerializable(typeof(NoteFailed))]
[JsonSerializable(typeof(NoteAccepted))]
[JsonSerializable(typeof(CancelCommand))]
[JsonSerializable(typeof(ProviderList))]
[JsonSerializable(typeof(IReadOnlyList<Turn>))]
[JsonSerializable(typeof(IReadOnlyList<NoteSection>))]
public sealed partial class ScribeJson : JsonSerializerContext;

/// <summary>Enums as snake_case words.</summary>
public sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
