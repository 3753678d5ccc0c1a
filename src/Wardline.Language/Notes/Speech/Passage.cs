using Wardline.Language.Notes.Words;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>What one voice says until the other answers; listening signals in between do not end it.</summary>
/// <param name="Label">The speaker's label as it was written.</param>
internal sealed record Passage(Speaker Voice, List<Word> Words, string? Label = null)
{
    private const int MostWords = 600;
    private const int MostBackChannelWords = 5;

    /// <summary>How many passages later something may still be corrected.</summary>
    private const int Corrected = 2;

    /// <summary>The passages with what their speakers corrected set right.</summary>
    public static IEnumerable<Passage> Of(Transcript transcript)
    {
        var waiting = new Queue<Passage>(Corrected + 1);
        foreach (var read in Read(transcript))
        {
            var passage = read with { Words = Repairs.Within(SpelledLetters.Join(read.Words)) };
            if (waiting.LastOrDefault(passage.IsSameSpeaker) is { } earlier)
            {
                Repairs.Between(earlier.Words, passage.Words);
            }

            waiting.Enqueue(passage);
            if (waiting.Count > Corrected)
            {
                yield return waiting.Dequeue();
            }
        }

        while (waiting.TryDequeue(out var passage))
        {
            yield return passage;
        }
    }

    private bool IsSameSpeaker(Passage other) => other.Voice == Voice && (Voice is Speaker.Clinician or Speaker.Patient || other.Label == Label);

    private static IEnumerable<Passage> Read(Transcript transcript)
    {
        var voices = Voices.Of(transcript);
        Passage? open = null;
        foreach (var turn in transcript.Turns)
        {
            var voice = voices.VoiceOf(turn);
            foreach (var words in WordReader.Blocks(turn))
            {
                if (open is null || !open.TakesUp(voice, turn.Label, words))
                {
                    if (open is not null)
                    {
                        yield return open;
                    }

                    open = new Passage(voice, words, turn.Label);
                }
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>Whether this only signals listening, or goes on with what was broken off.</summary>
    private bool TakesUp(Speaker voice, string? label, List<Word> words)
    {
        if ((voice == Speaker.Other && label != Label) || !IsUnfinished || (voice != Voice && !IsBackChannel(words)) || (voice == Voice && Words.Count + words.Count > MostWords))
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
