using System.Collections.Frozen;
using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>
/// A sentence as a whole against its sources, for what is no known finding: a denial must come from something negative
/// that was said, and what was only ever denied must not be affirmed.
/// </summary>
internal static class WholeCheck
{
    private static readonly FrozenSet<string> Negative = FrozenSet.Create([
        "no", "not", "n't", "never", "none", "nope", "nah", "nothing", "without", "neither", "nor", "denies", "denied", "negative", "cannot", "hardly", "barely",
        "stopped", "quit", "free", "nobody", "huh", "off", "absent", "dont", "unable", "unremarkable", "normal", "clear", "fine", "good", "okay",
    ]);

    private static readonly FrozenSet<string> OnlySounds = FrozenSet.Create(["unremarkable", "normal", "clear", "fine", "good", "okay", "off", "free", "huh"]);

    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        if (evidence.Core.Count == 0)
        {
            return;
        }

        var cue = DenialIn(evidence.Sentence);
        if (cue >= 0)
        {
            // Sources that were only found may not be all that is meant: then a plain "not" proves little.
            if ((evidence.Given || evidence.Sentence.Words[cue].Term.Text is "denies" or "denied" or "no") && !IsNegative(evidence, strictly: evidence.Sentence.Words[cue].Term.Text is "denies" or "denied" or "never"))
            {
                flags.Add(evidence.Flag(FlagKind.Negation, cue, cue + 1));
            }
        }
        else if (OnlyDenied(evidence) is >= 0 and var word)
        {
            flags.Add(evidence.Flag(FlagKind.Negation, word, word + 1));
        }
    }

    private static int DenialIn(Passage sentence)
    {
        for (var at = 0; at < sentence.Words.Count; at++)
        {
            var text = sentence.Words[at].Term.Text;
            if (text == "not" || (text != "non" && Reading.Negation.IsCue(sentence.Words, at, sentence.Words.Count)))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsNegative(Evidence evidence, bool strictly)
    {
        var spoken = evidence.Spoken.Passage;
        foreach (var clause in evidence.Core)
        {
            var (_, first, end, _) = spoken.Clauses[clause];
            for (var at = first; at < end; at++)
            {
                var text = spoken.Words[at].Term.Text;
                if (text.EndsWith("n't", StringComparison.Ordinal) || (Negative.Contains(text) && !(strictly && OnlySounds.Contains(text))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The first word of substance when two or more were denied where the sources say them, and none affirmed; else -1.</summary>
    private static int OnlyDenied(Evidence evidence)
    {
        var (found, denied) = (-1, 0);
        for (var at = 0; at < evidence.Sentence.Words.Count; at++)
        {
            var term = evidence.Sentence.Words[at].Term;
            if (!term.IsContent || term.IsNoteWord || term.StemId < 0)
            {
                continue;
            }

            var here = false;
            foreach (var clause in evidence.Core)
            {
                switch (SaidIn(evidence.Spoken, clause, term.StemId))
                {
                    case Polarity.Affirmed:
                        return -1;
                    case Polarity.Denied:
                        found = found < 0 ? at : found;
                        here = true;
                        break;
                }
            }

            denied += here ? 1 : 0;
        }

        return denied >= 2 ? found : -1;
    }

    /// <summary>Affirmed when one of its occurrences is; null when it does not occur.</summary>
    private static Polarity? SaidIn(Spoken spoken, int clause, int stem)
    {
        Polarity? said = null;
        var (_, first, end, _) = spoken.Passage.Clauses[clause];
        for (var at = first; at < end; at++)
        {
            if (spoken.Passage.Words[at].Term.StemId == stem)
            {
                var polarity = Answers.PolarityOf(spoken, clause, at, at + 1);
                said = polarity == Polarity.Affirmed || said is null ? polarity : said;
            }
        }

        return said;
    }
}
