using Wardline.Language.Notes.Words;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>Cuts a passage into utterances: at its punctuation, and where there is none at the words that begin something new.</summary>
internal static class UtteranceSplitter
{
    private const int LongSentence = 30;

    public static IEnumerable<Utterance> Split(Passage passage)
    {
        var words = passage.Words;
        var isPunctuated = words.Count(word => word.Text is "." or "?" or "!") * 40 >= words.Count;
        var start = 0;
        for (var at = 0; at <= words.Count; at++)
        {
            var ends = at == words.Count || words[at].Text is "." or "?" or "!" or ";";
            if (!ends && !Breaks(words, start, at, isPunctuated))
            {
                continue;
            }

            if (Make(passage, start, at, at < words.Count && words[at].Text == "?") is { } utterance)
            {
                yield return utterance;
            }

            start = ends ? at + 1 : at;
        }
    }

    private static bool Breaks(List<Word> words, int start, int at, bool isPunctuated)
    {
        var length = at - start;
        if (length < 3 || words[at].IsMark)
        {
            return false;
        }

        if (isPunctuated)
        {
            return length >= LongSentence && words[at - 1].Text == "," && SpeechWords.Breaks.LengthAt(words, at) > 0;
        }

        var previous = words[at - 1].Lower;
        if (SpeechWords.BindsClause.Contains(previous) && words[at].Lower is not ("okay" or "alright" or "all" or "so"))
        {
            return false;
        }

        return NamesExam(words, at) || (length >= 4 && SpeechWords.Breaks.LengthAt(words, at) > 0)
            || (SpeechWords.QuestionBreaks.LengthAt(words, at) > 0 && !SpeechWords.BindsQuestion.Contains(previous));
    }

    /// <summary>"On your lung exam".</summary>
    private static bool NamesExam(List<Word> words, int at)
    {
        for (var next = at + 1; words[at].Lower == "on" && next < Math.Min(words.Count, at + 5); next++)
        {
            if (words[next].Lower is "exam" or "examination")
            {
                return true;
            }
        }

        return false;
    }

    private static Utterance? Make(Passage passage, int start, int end, bool isQuestion)
    {
        var said = passage.Words.GetRange(start, end - start);
        var words = Disfluencies.Clean(said, keepAnswer: passage.Voice != Speaker.Clinician, out var hadTag);
        return words.Count == 0 ? null : new Utterance(passage.Voice, words, Spans(said), isQuestion && !hadTag);
    }

    /// <summary>One span for each turn the words come from.</summary>
    public static List<SourceSpan> Spans(List<Word> words)
    {
        var spans = new List<SourceSpan>(1);
        foreach (var word in words)
        {
            // A correction stands where it belongs, which is not where it was said.
            var known = spans.FindLastIndex(span => span.Turn == word.Turn);
            if (known >= 0)
            {
                spans[known] = spans[known] with { Start = Math.Min(spans[known].Start, word.Start), End = Math.Max(spans[known].End, word.End) };
            }
            else if (word.Turn >= 0)
            {
                spans.Add(new SourceSpan(word.Turn, word.Start, word.End));
            }
        }

        return spans;
    }
}
