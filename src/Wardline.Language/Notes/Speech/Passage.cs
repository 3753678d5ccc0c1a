using Wardline.Language.Notes.Words;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>What one voice says until the other answers; listening signals in between do not end it.</summary>
internal sealed record Passage(Speaker Voice, List<Word> Words)
{
    private const int MostWords = 600;
    private const int MostBackChannelWords = 5;

    public static IEnumerable<Passage> Of(Transcript transcript)
    {
        var voices = Voices.Of(transcript);
        Passage? open = null;
        foreach (var turn in transcript.Turns)
        {
            var words = new List<Word>();
            WordReader.Read(turn, words);
            var voice = voices.VoiceOf(turn);
            if (open is not null && voice != open.Voice && IsBackChannel(words) && open.IsUnfinished)
            {
                continue;
            }

            if (open is not null && voice == open.Voice && open.IsUnfinished && open.Words.Count + words.Count <= MostWords)
            {
                open.Words.AddRange(words.SkipWhile(word => word.IsMark));
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = new Passage(voice, words);
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>Broken off, or without punctuation at all; and it does not end in a question that waits for an answer.</summary>
    private bool IsUnfinished
    {
        get
        {
            if (Words.Count == 0 || Words[^1] is { IsMark: true } and not { Text: "-" or "…" or "," })
            {
                return false;
            }

            for (var at = Math.Max(0, Words.Count - 14); at < Words.Count; at++)
            {
                if (SpeechWords.QuestionBreaks.LengthAt(Words, at) > 0 || Words[at].Lower is "any" or "no" or "denies" or "right" or "okay")
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static bool IsBackChannel(List<Word> words) =>
        words.Count <= MostBackChannelWords && words.TrueForAll(word => word.IsMark || SpeechWords.BackChannel.Contains(word.Lower));
}
