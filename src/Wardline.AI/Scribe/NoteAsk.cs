using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>What a note is asked for with, besides the prompt: it travels with the options, as <see cref="ModelAsk"/> does.</summary>
internal sealed record NoteAsk(Transcript Transcript, NoteLayout Layout)
{
    private const string Key = "wardline.note";

    public static NoteAsk Of(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out NoteAsk? ask) && ask is not null
            ? ask
            : throw new InvalidOperationException("This pipeline writes notes; the options say for which transcript.");

    public ChatOptions ToOptions(ChatResponseFormat format, ModelAsk how)
    {
        var options = new ChatOptions
        {
            ResponseFormat = format,
            AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = this },
        };
        how.AddTo(options);
        return options;
    }
}
