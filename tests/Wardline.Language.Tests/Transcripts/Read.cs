using System.Text.Json;

namespace Wardline.Language.Transcripts;

/// <summary>Transcripts for tests, read the way the product reads them.</summary>
internal static class Read
{
    public static Transcript Text(string text)
    {
        Assert.True(TranscriptReader.TryRead(text, out var transcript, out var fault), $"fault {fault}");
        return transcript;
    }

    public static TranscriptFault Fault(string text)
    {
        Assert.False(TranscriptReader.TryRead(text, out var transcript, out var fault));
        Assert.Null(transcript);
        return fault;
    }

    public static Transcript WhisperX(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.True(TranscriptReader.TryReadWhisperX(document.RootElement, out var transcript, out var fault), $"fault {fault}");
        return transcript;
    }

    public static TranscriptFault WhisperXFault(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.False(TranscriptReader.TryReadWhisperX(document.RootElement, out _, out var fault));
        return fault;
    }

    /// <summary>One line per turn: <c>c</c>, <c>p</c>, <c>o</c> or <c>?</c>, a bar, the words.</summary>
    public static string[] Lines(Transcript transcript) =>
        [.. transcript.Turns.Select(turn => $"{Letter(turn.Speaker)}|{turn.Text}")];

    private static char Letter(Speaker speaker) => speaker switch
    {
        Speaker.Clinician => 'c',
        Speaker.Patient => 'p',
        Speaker.Other => 'o',
        _ => '?',
    };
}
