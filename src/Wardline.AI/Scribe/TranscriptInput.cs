using System.Text.Json;
using Wardline.Data.Outcomes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>Reads what came as a transcript; each fault has its code.</summary>
public static class TranscriptInput
{
    public static Outcome<Transcript> Read(string? text, JsonElement? whisperx)
    {
        if (whisperx is { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
        {
            whisperx = null;
        }

        if (text is null == whisperx is null)
        {
            return Problem.BadRequest("transcript_missing", "Send either transcript or whisperx.");
        }

        return whisperx is { } json
            ? TranscriptReader.TryReadWhisperX(json, out var spoken, out var fault) ? spoken : Explain(fault)
            : TranscriptReader.TryRead(text!, out var written, out fault) ? written : Explain(fault);
    }

    private static Problem Explain(TranscriptFault fault) => fault switch
    {
        TranscriptFault.Empty => Problem.BadRequest("transcript_empty", "The transcript is empty."),
        TranscriptFault.TooShort => Problem.BadRequest("transcript_too_short", "The transcript is a word or two: nothing to make a note of."),
        TranscriptFault.TooLong => new Problem("transcript_too_long", "The transcript has more than 5 MiB. Split it by visit.", 413),
        _ => Problem.BadRequest("whisperx_invalid", "This is not WhisperX's JSON: an object with segments[{start, end, text, speaker?}]."),
    };
}
