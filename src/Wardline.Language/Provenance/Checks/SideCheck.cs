using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>Left, right or both must be the side that was said of that part of the body.</summary>
internal static class SideCheck
{
    private const int PartReach = 3;
    private const int MostLookedAt = 256;

    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        var sentence = evidence.Sentence;
        for (var at = 0; at < sentence.Words.Count; at++)
        {
            var side = sentence.Words[at].Term.Side;
            if (side == Side.None || (side == Side.Both && sentence.Words[at].Term.Text == "both") || (side != Side.Both && PartOf(sentence, at) < 0))
            {
                continue;
            }

            if (!IsSupported(evidence, at, side))
            {
                flags.Add(evidence.Flag(FlagKind.Side, at, at + 1));
            }
        }
    }

    /// <summary>The part of the body a side is said of: "right lower leg", "on the left side". -1 when it is said of none, as in "right now".</summary>
    private static int PartOf(Passage passage, int side)
    {
        if (passage.Words[side].Term.Text is "lle" or "lue" or "llq" or "luq" or "rle" or "rue" or "rlq" or "ruq")
        {
            return side;
        }

        var found = -1;
        for (var at = side + 1; at < Math.Min(passage.Words.Count, side + 1 + PartReach) && !passage.Words[at - 1].After.Has(Gap.Breaks); at++)
        {
            if (passage.Words[at].Term.IsBodyPart)
            {
                found = at;
            }
            else if (passage.Words[at].Term.IsGrammar)
            {
                break;
            }
        }

        return found;
    }

    private static bool IsSupported(Evidence evidence, int at, Side side)
    {
        var part = PartOf(evidence.Sentence, at);
        var stem = part >= 0 ? evidence.Sentence.Words[part].Term.StemId : -1;
        var clauses = stem >= 0 ? evidence.Spoken.ClausesWith(stem) : [];
        var best = 0;
        var supported = false;
        var contradicted = false;
        var looked = 0;
        foreach (var clause in clauses)
        {
            var sides = SidesIn(evidence.Spoken.Passage, clause, side == Side.Both);
            var weight = Weight(evidence, clause);
            if (sides.Count == 0 || weight < best || ++looked > MostLookedAt)
            {
                continue;
            }

            if (weight > best)
            {
                (best, supported, contradicted) = (weight, false, false);
            }

            supported |= Allows(sides, side);
            contradicted |= !Allows(sides, side);
        }

        return supported || (!contradicted && IsSaidNear(evidence, side));
    }

    private static bool Allows(HashSet<Side> said, Side side) => side == Side.Both
        ? said.Contains(Side.Both) || (said.Contains(Side.Left) && said.Contains(Side.Right))
        : said.Contains(side) || said.Contains(Side.Both);

    /// <summary>Near the sources weighs most; then what shares more with the sentence.</summary>
    private static int Weight(Evidence evidence, int clause)
    {
        var shared = 0;
        var (_, first, end, _) = evidence.Spoken.Passage.Clauses[clause];
        foreach (var word in evidence.Sentence.Words)
        {
            if (!word.Term.IsContent || word.Term.IsNoteWord || word.Term.StemId < 0 || word.Term.Side != Side.None)
            {
                continue;
            }

            for (var at = first; at < end; at++)
            {
                if (evidence.Spoken.Passage.Words[at].Term.StemId == word.Term.StemId)
                {
                    shared++;
                    break;
                }
            }
        }

        return 1 + Math.Min(shared, 3) + (evidence.IsNear(clause) ? 2 : 0);
    }

    private static bool IsSaidNear(Evidence evidence, Side side)
    {
        foreach (var (first, end) in evidence.Near)
        {
            for (var clause = first; clause < end; clause++)
            {
                if (Allows(SidesIn(evidence.Spoken.Passage, clause, side == Side.Both), side))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static HashSet<Side> SidesIn(Passage passage, int clause, bool pluralIsBoth)
    {
        var sides = new HashSet<Side>();
        var (_, first, end, _) = passage.Clauses[clause];
        for (var at = first; at < end; at++)
        {
            var term = passage.Words[at].Term;
            if (term.Side != Side.None && IsOfBody(passage, at, first, end))
            {
                sides.Add(term.Side);
            }
            else if (pluralIsBoth && term.IsBodyPart && (term.Text[^1] == 's' || term.Text is "feet" or "either"))
            {
                sides.Add(Side.Both);
            }
        }

        return sides;
    }

    /// <summary>Not "all right", "right now", "I left work".</summary>
    private static bool IsOfBody(Passage passage, int at, int first, int end)
    {
        var text = passage.Words[at].Term.Text;
        if (text is not ("left" or "right"))
        {
            return true;
        }

        var before = at > first ? passage.Words[at - 1].Term.Text : "";
        var after = at + 1 < end && !passage.Words[at].After.Has(Gap.Breaks) ? passage.Words[at + 1].Term.Text : "";
        return PartOf(passage, at) >= 0 || before is "the" or "my" or "your" or "his" or "her" or "on" || after is "one" or "side" or "sided";
    }
}
