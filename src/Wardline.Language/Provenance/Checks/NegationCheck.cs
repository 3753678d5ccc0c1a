using System.Collections.Frozen;
using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>
/// A known finding denied must have been denied, one affirmed must not have been; and what is called normal must have been
/// called so by someone.
/// </summary>
internal static class NegationCheck
{
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

        CheckNormal(evidence, flags);
        if (!flags.Exists(flag => flag.Kind is FlagKind.Negation or FlagKind.Unsupported))
        {
            WholeCheck.Run(evidence, flags);
        }
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
        foreach (var said in evidence.NearFirst(spoken.MentionsOfFinding(mention.Finding), spoken.Passage.Findings, static finding => finding.Clause))
        {
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
        var findings = spoken.Passage.Findings;
        for (var at = Ordered.FirstAtLeast(mentions, findings, static finding => finding.Clause, answer); at < mentions.Count && findings[mentions[at]].Clause < answer + 3; at++)
        {
            var clause = findings[mentions[at]].Clause;
            if (clause != asked.Clause && spoken.Passage.Clauses[clause].Turn == spoken.Passage.Clauses[answer].Turn)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What is said near given sources decides; else what is said anywhere. One that agrees is enough; a question nobody
    /// answered clearly neither agrees nor contradicts.
    /// </summary>
    private static bool Contradicts(Evidence evidence, Polarity claimed, IEnumerable<(int Clause, Polarity Polarity)> said)
    {
        var (near, nearAgrees, nearOpposes, any, agrees, opposes) = (false, false, false, false, false, false);
        foreach (var (clause, polarity) in said)
        {
            any = true;
            agrees |= polarity == claimed;
            opposes |= polarity != claimed && polarity != Polarity.Open;
            if (evidence.IsNear(clause))
            {
                near = true;
                nearAgrees |= polarity == claimed;
                nearOpposes |= polarity != claimed && polarity != Polarity.Open;
            }
        }

        return near && evidence.Given ? nearOpposes && !nearAgrees : any ? opposes && !agrees : claimed == Polarity.Denied;
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
