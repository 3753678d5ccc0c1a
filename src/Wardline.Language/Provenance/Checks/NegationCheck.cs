using System.Collections.Frozen;
using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>
/// A finding denied must have been denied, one affirmed must not have been; and what is called normal must have been
/// called so by someone.
/// </summary>
internal static class NegationCheck
{
    private const int MostLookedAt = 256;

    private static readonly FrozenSet<string> NormalWords = FrozenSet.Create(["normal", "unremarkable", "intact", "benign", "wnl", "nontender", "nondistended", "supple"]);

    private static readonly FrozenSet<string> SoundsNormal = FrozenSet.Create([
        "normal", "normally", "unremarkable", "good", "fine", "clear", "great", "okay", "ok", "well", "intact", "negative", "no", "n't", "not", "nice", "nicely",
        "excellent", "regular", "perfect", "benign", "soft", "strong", "healthy", "stable", "beautiful", "within", "wonderful", "without", "clean", "equal",
        "symmetric", "unchanged", "best", "solid", "fantastic", "awesome", "pretty", "don't", "doesn't", "isn't", "supple", "nontender", "limits", "alright",
    ]);

    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        foreach (var mention in evidence.Sentence.Findings)
        {
            var claimed = Negation.Of(evidence.Sentence, mention.Clause, mention.First, mention.End);
            if (mention.CanBeDenied && !IsHeading(evidence.Sentence, mention) && claimed != Polarity.Open && Contradicts(evidence, claimed, SaidOf(evidence, mention)))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, mention.First, mention.End));
            }
        }

        CheckOtherWords(evidence, flags);
        CheckNormal(evidence, flags);
    }

    /// <summary>"Tobacco use: none": what stands before the colon is only named.</summary>
    private static bool IsHeading(Passage sentence, FindingMention mention)
    {
        var end = Math.Min(mention.End + 1, sentence.Clauses[mention.Clause].End - 1);
        for (var at = mention.End - 1; at <= end; at++)
        {
            if (sentence.Words[at].After.Has(Gap.Colon))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(int Clause, Polarity Polarity)> SaidOf(Evidence evidence, FindingMention mention)
    {
        var spoken = evidence.Spoken;
        foreach (var index in spoken.MentionsOfFinding(mention.Finding).Take(MostLookedAt))
        {
            var said = spoken.Passage.Findings[index];
            if (IsAnsweredInWords(spoken, said))
            {
                continue;
            }

            yield return (said.Clause, Answers.PolarityOf(spoken, said.Clause, said.First, said.End));
        }
    }

    /// <summary>"any dizziness or fainting?" "a little dizzy but I haven't fainted": the answer speaks for itself.</summary>
    private static bool IsAnsweredInWords(Spoken spoken, FindingMention asked)
    {
        if (Answers.AnswerTo(spoken, asked.Clause) is not (>= 0 and var answer))
        {
            return false;
        }

        var mentions = spoken.MentionsOfFinding(asked.Finding);
        foreach (var index in mentions)
        {
            var clause = spoken.Passage.Findings[index].Clause;
            if (clause >= answer && clause < answer + 3 && clause != asked.Clause && spoken.Passage.Clauses[clause].Turn == spoken.Passage.Clauses[answer].Turn)
            {
                return true;
            }

            if (clause >= answer + 3)
            {
                break;
            }
        }

        return false;
    }

    /// <summary>What is said near given sources decides; else what is said anywhere. One that agrees is enough.</summary>
    private static bool Contradicts(Evidence evidence, Polarity claimed, IEnumerable<(int Clause, Polarity Polarity)> said)
    {
        var (near, nearAgrees, any, agrees) = (false, false, false, false);
        foreach (var (clause, polarity) in said)
        {
            var agreeing = polarity == claimed || polarity == Polarity.Open;
            any = true;
            agrees |= agreeing;
            if (evidence.IsNear(clause))
            {
                near = true;
                nearAgrees |= agreeing;
            }
        }

        return near && evidence.Given ? !nearAgrees : any ? !agrees : claimed == Polarity.Denied;
    }

    /// <summary>Words that are no known finding: only right behind a "no" or a "reports", and only by what the sources say.</summary>
    private static void CheckOtherWords(Evidence evidence, List<NoteFlag> flags)
    {
        var sentence = evidence.Sentence;
        for (var at = 0; at < sentence.Words.Count; at++)
        {
            var term = sentence.Words[at].Term;
            if (!term.IsContent || term.IsNoteWord || term.StemId < 0 || sentence.Findings.Any(mention => at >= mention.First && at < mention.End))
            {
                continue;
            }

            var clause = sentence.ClauseOf(at);
            var claimed = Negation.Of(sentence, clause, at, at + 1);
            var direct = claimed == Polarity.Denied ? FollowsCue(sentence, clause, at) : claimed == Polarity.Affirmed && FollowsReport(sentence, clause, at);
            var end = EndOfRun(sentence, clause, at);
            if (direct && SaidNear(evidence, at, end) is { Count: > 0 } said && said.All(polarity => polarity != claimed && polarity != Polarity.Open))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, at, end));
            }

            at = end - 1;
        }
    }

    /// <summary>"extra heart sounds" is one thing: only where all of it was said, it was said.</summary>
    private static int EndOfRun(Passage sentence, int clause, int at)
    {
        while (at + 1 < sentence.Clauses[clause].End && sentence.Words[at].After == Gap.None && sentence.Words[at + 1].Term.IsContent)
        {
            at++;
        }

        return at + 1;
    }

    private static bool FollowsCue(Passage sentence, int clause, int at)
    {
        var (_, first, end, _) = sentence.Clauses[clause];
        for (var before = at - 1; before >= Math.Max(first, at - 4); before--)
        {
            if (Negation.IsCue(sentence.Words, before, end))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FollowsReport(Passage sentence, int clause, int at)
    {
        for (var before = at - 1; before >= Math.Max(sentence.Clauses[clause].First, at - 3); before--)
        {
            if (sentence.Words[before].Term.Text is "reports" or "endorses" or "admits" or "takes" or "uses" or "experiences" or "smokes")
            {
                return true;
            }
        }

        return false;
    }

    private static List<Polarity> SaidNear(Evidence evidence, int from, int to)
    {
        var said = new List<Polarity>();
        var stem = evidence.Sentence.Words[from].Term.StemId;
        foreach (var clause in evidence.Spoken.ClausesWith(stem))
        {
            if (!evidence.IsNear(clause) || !HoldsAll(evidence, clause, from, to))
            {
                continue;
            }

            var (_, first, end, _) = evidence.Spoken.Passage.Clauses[clause];
            for (var at = first; at < end; at++)
            {
                if (evidence.Spoken.Passage.Words[at].Term.StemId == stem)
                {
                    said.Add(Answers.PolarityOf(evidence.Spoken, clause, at, at + 1));
                }
            }
        }

        return said;
    }

    private static bool HoldsAll(Evidence evidence, int clause, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (evidence.Spoken.ClausesWith(evidence.Sentence.Words[at].Term.StemId).BinarySearch(clause) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckNormal(Evidence evidence, List<NoteFlag> flags)
    {
        var sentence = evidence.Sentence;
        for (var at = 0; at < sentence.Words.Count; at++)
        {
            if (NormalWords.Contains(sentence.Words[at].Term.Text)
                && Negation.Of(sentence, sentence.ClauseOf(at), at, at + 1) == Polarity.Affirmed
                && !evidence.Near.Any(range => SoundsNormalIn(evidence.Spoken.Passage, range)))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, at, at + 1));
            }
        }
    }

    private static bool SoundsNormalIn(Passage spoken, (int First, int End) range)
    {
        for (var at = spoken.Clauses[range.First].First; at < spoken.Clauses[range.End - 1].End; at++)
        {
            if (SoundsNormal.Contains(spoken.Words[at].Term.Text))
            {
                return true;
            }
        }

        return false;
    }
}
