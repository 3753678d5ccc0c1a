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
            if (claimed != Polarity.Open && Contradicts(evidence, claimed, SaidOf(evidence, mention)))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, mention.First, mention.End));
            }
        }

        CheckOtherWords(evidence, flags);
        CheckNormal(evidence, flags);
    }

    private static IEnumerable<(int Clause, Polarity Polarity)> SaidOf(Evidence evidence, FindingMention mention)
    {
        var spoken = evidence.Spoken;
        foreach (var index in spoken.MentionsOfFinding(mention.Finding).Take(MostLookedAt))
        {
            var said = spoken.Passage.Findings[index];
            yield return (said.Clause, Answers.PolarityOf(spoken, said.Clause, said.First, said.End));
        }
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
            if (direct && SaidNear(evidence, term.StemId) is { Count: > 0 } said && said.All(polarity => polarity != claimed && polarity != Polarity.Open))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, at, at + 1));
            }
        }
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
            if (sentence.Words[before].Term.Text is "reports" or "endorses" or "admits" or "has" or "takes" or "uses" or "experiences" or "positive" or "is")
            {
                return true;
            }
        }

        return false;
    }

    private static List<Polarity> SaidNear(Evidence evidence, int stem)
    {
        var said = new List<Polarity>();
        foreach (var clause in evidence.Spoken.ClausesWith(stem))
        {
            if (!evidence.IsNear(clause))
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
