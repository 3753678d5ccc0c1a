namespace Wardline.Language.Provenance.Reading;

internal static class Sides
{
    private const int PartReach = 3;

    /// <summary>A side of the body: not "all right", "right now", "I left work".</summary>
    public static bool IsOfBody(Passage passage, int at)
    {
        var text = passage.Words[at].Term.Text;
        if (text is not ("left" or "right"))
        {
            return true;
        }

        var before = at > 0 && !passage.Words[at - 1].After.Has(Gap.Breaks) ? passage.Words[at - 1].Term.Text : "";
        var after = at + 1 < passage.Words.Count && !passage.Words[at].After.Has(Gap.Breaks) ? passage.Words[at + 1].Term.Text : "";
        return before is "the" or "my" or "your" or "his" or "her" || after is "one" or "side" or "sided" || PrecedesPart(passage, at);
    }

    private static bool PrecedesPart(Passage passage, int at)
    {
        for (var next = at + 1; next < Math.Min(passage.Words.Count, at + 1 + PartReach) && !passage.Words[next - 1].After.Has(Gap.Breaks); next++)
        {
            if (passage.Words[next].Term.IsBodyPart)
            {
                return true;
            }

            if (passage.Words[next].Term.IsGrammar)
            {
                return false;
            }
        }

        return false;
    }
}
