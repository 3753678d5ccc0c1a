using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Speech;

/// <summary>Takes out what talking adds: fillers, stutters, words said twice, openers, "okay?" at the end.</summary>
internal static class Disfluencies
{
    private const int LongestRepeat = 4;

    /// <param name="keepAnswer">Leaves "yes" at the beginning: it may answer a question.</param>
    /// <param name="hadTag">There was an "okay?" at the end.</param>
    public static List<Word> Clean(List<Word> said, bool keepAnswer, out bool hadTag)
    {
        var words = WithoutRepeats(WithoutFillers(said));
        hadTag = DropTag(words);
        DropOpeners(words, keepAnswer);
        while (words.Count > 0 && (words[^1].IsMark || words[^1].Lower is "and" or "but" or "or" or "because" || (words[^1].Lower == "so" && !(words.Count > 1 && words[^2].Lower is "think" or "believe" or "guess" or "hope"))))
        {
            words.RemoveAt(words.Count - 1);
        }

        SettleShortForms(words);
        return words;
    }

    private static List<Word> WithoutFillers(List<Word> said)
    {
        var kept = new List<Word>(said.Count);
        for (var at = 0; at < said.Count; at++)
        {
            var word = said[at];
            var isStutter = word.Lower.Length > 1 && word.Lower[^1] == '-';
            var isLike = word.Lower == "like" && IsEmptyLike(kept, said, at);
            if (SpeechWords.Fillers.Contains(word.Lower) || SpeechWords.EmptyAdverbs.Contains(word.Lower) || isStutter || isLike || word.Text is "…" or "-" || IsStutter(said, at))
            {
                at += TakePauses(kept, said, at + 1);
                continue;
            }

            var phrase = SpeechWords.FillerPhrases.LengthAt(said, at);
            if (phrase > 0 && !IsMeant(said, at, phrase))
            {
                at += phrase - 1;
                at += TakePauses(kept, said, at + 1);
                continue;
            }

            kept.Add(word);
        }

        return kept;
    }

    /// <summary>The commas around a filler go with it; how many words of what follows that takes.</summary>
    private static int TakePauses(List<Word> kept, List<Word> said, int next)
    {
        if (kept.Count == 0 || kept[^1].Text != "," || next >= said.Count || said[next].Text != ",")
        {
            return 0;
        }

        kept.RemoveAt(kept.Count - 1);
        return 1;
    }

    /// <summary>"For like two weeks", ", like ,": but "feels like" and "like a knife" say what something is like.</summary>
    private static bool IsEmptyLike(List<Word> kept, List<Word> said, int at)
    {
        if (at + 1 >= said.Count || kept.Count == 0)
        {
            return false;
        }

        var (previous, next) = (kept[^1], said[at + 1]);
        return IsPause(next) || next.IsNumber || NumberWords.IsNumber(next.Lower)
            || previous.Lower is "for" or "the" or "a" or "my" or "of" or "in" or "at" or "to" or "about" or "maybe" or "just" or "over" or "every" or "on" or "from";
    }

    /// <summary>"Do you know", "what do you mean": there the phrase is what is said.</summary>
    private static bool IsMeant(List<Word> said, int at, int length) =>
        (at > 0 && said[at - 1].Lower is "do" or "did" or "if" or "as" or "that" or "let" or "would" or "what" or "like" or "than" or "because")
        || (at + length < said.Count && said[at + length].Lower is "how" or "what" or "where" or "why" or "if" or "about" or "of");

    /// <summary>"Wh- what": the mark stands apart, as a break.</summary>
    private static bool IsStutter(List<Word> said, int at) =>
        at + 2 < said.Count && said[at + 1].Text == "-" && said[at].Lower.Length <= 4 && said[at + 2].Lower.StartsWith(said[at].Lower, StringComparison.Ordinal);

    private static bool IsPause(Word word) => word.Text is "," or "…";

    /// <summary>"I , i just" and "it's a it's a": the first time goes. Numbers stay: "two, two" may be meant.</summary>
    private static List<Word> WithoutRepeats(List<Word> words)
    {
        var kept = new List<Word>(words.Count);
        foreach (var word in words)
        {
            if (word.Text == "," && (kept.Count == 0 || kept[^1].Text == ","))
            {
                continue;
            }

            kept.Add(word);
            while (DropRepeat(kept))
            {
            }
        }

        return kept;
    }

    private static bool DropRepeat(List<Word> kept)
    {
        for (var length = 1; length <= LongestRepeat; length++)
        {
            var second = kept.Count - length;
            if (second < length)
            {
                return false;
            }

            var gap = kept[second - 1].Text == "," ? 1 : length > 1 && second > 1 && kept[second - 1].Lower == "of" && kept[second - 2].Lower is "kind" or "sort" ? 2 : 0;
            var first = second - gap - length;
            if (first >= 0 && IsSame(kept, first, second, length))
            {
                kept.RemoveRange(first, length + gap);
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(List<Word> kept, int first, int second, int length)
    {
        for (var at = 0; at < length; at++)
        {
            var word = kept[first + at];
            if (word.Lower != kept[second + at].Lower || word.IsMark || word.IsNumber || NumberWords.IsNumber(word.Lower) || word.Lower is "no" or "plus" || (length == 1 && word.Lower is "had" or "that"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DropTag(List<Word> words)
    {
        var hadTag = false;
        while (words.Count > 1)
        {
            var end = words.Count;
            while (end > 0 && words[end - 1].IsMark)
            {
                end--;
            }

            var length = SpeechWords.TagLengthBefore(words, end);
            if (length == 0 || length >= end)
            {
                return hadTag;
            }

            hadTag = true;
            words.RemoveRange(end - length, words.Count - end + length);
        }

        return hadTag;
    }

    public static void DropOpeners(List<Word> words, bool keepAnswer)
    {
        while (words.Count > 0)
        {
            var length = words[0].IsMark ? 1 : SpeechWords.OpenerLengthAt(words, 0);
            length = length == 0 && !keepAnswer ? SpeechWords.Agreement.LengthAt(words, 0) : length;
            if (length == 0)
            {
                return;
            }

            words.RemoveRange(0, length);
        }
    }

    /// <summary>"'s" is "has" before a participle, otherwise "is"; "'d" is "had" before "been" and "better", otherwise "would".</summary>
    private static void SettleShortForms(List<Word> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Lower is not ("'s" or "'d"))
            {
                continue;
            }

            var next = at + 1 < words.Count ? words[at + 1].Lower : "";
            next = next is "not" or "also" or "always" or "just" or "never" or "really" && at + 2 < words.Count ? words[at + 2].Lower : next;
            var isPerfect = VerbForms.IsPerfectParticiple(next);
            words[at] = words[at].As(words[at].Lower == "'s" ? isPerfect ? "has" : "is" : isPerfect || next == "better" ? "had" : "would");
        }
    }
}
