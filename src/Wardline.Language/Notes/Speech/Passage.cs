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
            var voice = voices.VoiceOf(turn);
            foreach (var words in WordReader.Blocks(turn))
            {
                if (open is null || !open.TakesUp(voice, words))
                {
                    if (open is not null)
                    {
                        yield return open;
                    }

                    open = new Passage(voice, words);
                }
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>Whether this only signals listening, or goes on with what was broken off.</summary>
    private bool TakesUp(Speaker voice, List<Word> words)
    {
        if (!IsUnfinished || (voice != Voice && !IsBackChannel(words)) || (voice == Voice && Words.Count + words.Count > MostWords))
        {
            return false;
        }

        if (voice == Voice)
        {
            Words.AddRange(words.SkipWhile(word => word.IsMark));
        }

        return true;
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
