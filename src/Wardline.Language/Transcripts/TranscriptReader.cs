using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Wardline.Language.Transcripts;

/// <summary>Reads a transcript from text, with or without speaker labels, or from WhisperX's JSON.</summary>
public static class TranscriptReader
{
    /// <summary>5 MiB of UTF-8.</summary>
    public const int MostBytes = 5 << 20;

    private const int FewestWords = 3;

    /// <summary>
    /// True with the transcript, or false with the reason. Control characters become spaces and halves of surrogate
    /// pairs U+FFFD; otherwise each turn has the words as they came.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Transcript? transcript, out TranscriptFault fault)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            (transcript, fault) = (null, TranscriptFault.TooLong);
            return false;
        }

        var clean = CleanText.Of(text);
        var labels = LabelFinder.In(clean);
        var turns = labels.Count > 0 ? LabelledTurns.Of(clean, labels) : UnlabelledTurns.Of(clean);
        return TryFinish(turns, labels.Count > 0, out transcript, out fault);
    }

    /// <summary>
    /// The same from <c>{"segments":[{"start","end","text","speaker"?}]}</c>. Other properties are passed over; a segment
    /// of another form is <see cref="TranscriptFault.NotWhisperX"/>.
    /// </summary>
    public static bool TryReadWhisperX(JsonElement json, [NotNullWhen(true)] out Transcript? transcript, out TranscriptFault fault)
    {
        if (WhisperXSegments.Of(json) is not { } segments)
        {
            (transcript, fault) = (null, TranscriptFault.NotWhisperX);
            return false;
        }

        if (segments.Sum(segment => (long)Encoding.UTF8.GetByteCount(segment.Text)) > MostBytes)
        {
            (transcript, fault) = (null, TranscriptFault.TooLong);
            return false;
        }

        var isLabelled = segments.Exists(segment => segment.Speaker is not null);
        return TryFinish(isLabelled ? WhisperXSegments.Turns(segments) : UnlabelledTurns.Of(segments), isLabelled, out transcript, out fault);
    }

    private static bool TryFinish(List<Turn> turns, bool isLabelled, out Transcript? transcript, out TranscriptFault fault)
    {
        fault = Fault(turns);
        transcript = fault == TranscriptFault.None ? new Transcript(turns, isLabelled, LanguageGuess.Of(turns)) : null;
        return fault == TranscriptFault.None;
    }

    private static TranscriptFault Fault(List<Turn> turns)
    {
        var words = 0;
        foreach (var turn in turns)
        {
            words += WordCount.Of(turn.Text, FewestWords);
            if (words >= FewestWords)
            {
                return TranscriptFault.None;
            }
        }

        return turns.Count == 0 ? TranscriptFault.Empty : TranscriptFault.TooShort;
    }
}
