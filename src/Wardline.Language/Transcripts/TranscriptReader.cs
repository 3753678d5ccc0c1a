using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Wardline.Language.Transcripts;

/// <summary>Reads a transcript from text, with or without speaker labels, or from WhisperX's JSON.</summary>
public static class TranscriptReader
{
    /// <summary>5 MiB of UTF-8.</summary>
    public const int MostBytes = 5 << 20;

    public static bool TryRead(string text, [NotNullWhen(true)] out Transcript? transcript, out TranscriptFault fault)
    {
        transcript = null;
        fault = string.IsNullOrWhiteSpace(text) ? TranscriptFault.Empty : TranscriptFault.None;
        if (fault != TranscriptFault.None)
        {
            return false;
        }

        var turns = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((line, index) => new Turn(index, Speaker.Unknown, null, line))
            .ToList();
        transcript = new Transcript(turns, Labelled: false, SpokenLanguage.English);
        return true;
    }

    public static bool TryReadWhisperX(JsonElement json, [NotNullWhen(true)] out Transcript? transcript, out TranscriptFault fault)
    {
        transcript = null;
        fault = TranscriptFault.NotWhisperX;
        return false;
    }
}
