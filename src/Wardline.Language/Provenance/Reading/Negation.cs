namespace Wardline.Language.Provenance.Reading;

internal enum Polarity
{
    /// <summary>Asked without a clear answer, supposed, or warned of.</summary>
    Open,
    Affirmed,
    Denied,
}

/// <summary>Whether a word of a clause stands under a "no", by the words of the clause alone.</summary>
internal static class Negation
{
    public static Polarity Of(Passage passage, int clause, int first, int end)
    {
        var (from, to) = (passage.Clauses[clause].First, passage.Clauses[clause].End);
        var words = passage.Words;
        var denied = false;
        var supposed = false;
        for (var at = from; at < first; at++)
        {
            var text = words[at].Term.Text;
            if (IsCue(words, at, to))
            {
                denied = words[at].Term.Text != "non" || at == first - 1;
                supposed = false;
            }
            else if ((text == "other" && Text(words, at + 1, to) == "than") || text is "but" or "however" or "except" or "although" or "though" or "reports" or "endorses" or "admits" or "positive" or "presents" or "aside" or "besides" or "reported" or "endorsed" or "complains")
            {
                denied = false;
            }
            else if (text is "if" or "quit" or "stopped" or "former" or "discontinued" or "ex" or "unless" or "prevent" or "avoid" or "risk" or "should" or "could" or "watch" or "in" && (text != "in" || Text(words, at + 1, to) == "case")
                || (text == "rule" && Text(words, at + 1, to) == "out") || (text == "look" && Text(words, at + 1, to) == "for") || (text == "looking" && Text(words, at + 1, to) == "for"))
            {
                supposed = true;
            }

            supposed &= text != "because";
            if (denied && (BreaksAfter(words, at, first) || BeginsThought(words, at, from)))
            {
                denied = false;
            }
        }

        for (var at = end; at < Math.Min(to, end + 5) && !denied; at++)
        {
            var text = words[at].Term.Text;
            if (text is "and" or "but" or "or" || words[at - 1].After.Has(Gap.Comma | Gap.Semicolon))
            {
                break;
            }

            denied = text is "denied" or "absent" or "negative" or "none"
                || (text is "not" && Text(words, at + 1, to) is "present" or "noted" or "seen" or "appreciated" or "identified");
        }

        return supposed ? Polarity.Open : denied ? Polarity.Denied : Polarity.Affirmed;
    }

    public static bool IsCue(IReadOnlyList<Word> words, int at, int end)
    {
        var text = words[at].Term.Text;
        var next = Text(words, at + 1, end);
        return text switch
        {
            // "no , it is better": an answer, not a denial of what follows.
            "no" => !words[at].After.Has(Gap.Comma | Gap.Stop) && next is not ("change" or "changes" or "doubt" or "more" or "matter" or "wonder" or "problem" or "problems" or "just" or "i" or "i've" or "i'm" or "that's" or "you" or "your" or "it" or "that" or "the" or "there" or "there's" or "it's" or "we" or "he" or "she" or "they" or "my" or "but" or "not"),
            "not" => next is not ("only" or "limited" or "just" or "sure" or "too" or "really"),
            "without" or "denies" or "denied" or "deny" or "denying" or "never" or "cannot" or "nor" or "neither" or "none" or "absent" or "didn't" or "dont" or "non" =>
                !(text == "without" && at > 0 && words[at - 1].Term.Text == "or"),
            "negative" => next == "for",
            "free" => next == "of",
            "lack" => false,
            "any" => false,
            _ => text.EndsWith("n't", StringComparison.Ordinal) && !(next is "it" or "you" or "he" or "she" or "they" or "that" or "we") && text != "can't",
        };
    }

    /// <summary>Speech without punctuation: "i don't hear any wheezes on your heart exam i do hear a murmur".</summary>
    private static bool BeginsThought(IReadOnlyList<Word> words, int at, int from)
    {
        if (at - from < 2)
        {
            return false;
        }

        var before = words[at - 1].Term.Text;
        return words[at].Term.Text switch
        {
            "okay" or "alright" or "now" or "let's" or "there's" or "otherwise" => true,
            "patient" => at + 1 < words.Count && words[at + 1].Term.Text is "has" or "does" or "is" or "had" or "kind" or "reports",
            "i" or "he" or "she" or "they" or "i'm" or "i've" or "we" or "so" or "you" =>
                before is not ("think" or "what" or "that" or "if" or "when" or "know" or "say" or "not" or "and" or "or" or "believe" or "can" or "do" or "did" or "have" or "are" or "like" or "of" or "to" or "n't" or "as"),
            // "no edema in your legs" goes on, "no edema your lungs are clear" does not.
            "your" => before is not ("in" or "on" or "of" or "at" or "over" or "around" or "to" or "with" or "from" or "under" or "behind" or "down" or "for" or "into" or "and" or "or" or "any" or "both")
                || (before == "on" && IsExam(words, at)),
            _ => false,
        };
    }

    private static bool IsExam(IReadOnlyList<Word> words, int at)
    {
        for (var next = at + 1; next < Math.Min(words.Count, at + 4); next++)
        {
            if (words[next].Term.Text is "exam" or "examination")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A new thought begins: the "no" before it does not reach further.</summary>
    private static bool BreaksAfter(IReadOnlyList<Word> words, int at, int first)
    {
        var comma = words[at].After.Has(Gap.Comma | Gap.Semicolon | Gap.Parenthesis);
        var and = words[at].Term.Text is "and" or "so" or "because";
        if (!comma && !and)
        {
            return false;
        }

        if (words[at].After.Has(Gap.Semicolon))
        {
            return true;
        }

        // "any further , you know , work up"
        if (at + 2 < words.Count && words[at + 1].Term.Text == "you" && words[at + 2].Term.Text == "know")
        {
            return false;
        }

        var next = at + 1 < first && words[at + 1].Term.Text == "and" ? at + 2 : at + 1;
        return next < first && words[next].Term.Text is "i" or "i'm" or "i've" or "my" or "it" or "it's" or "he" or "she" or "they" or "we" or "you" or "your" or "the" or "so"
            or "just" or "but" or "because" or "when" or "that" or "that's" or "this" or "there" or "there's" or "then" or "has" or "is" or "does" or "reports" or "his" or "her" or "some" or "also";
    }

    private static string? Text(IReadOnlyList<Word> words, int at, int end) => at < end ? words[at].Term.Text : null;
}
