using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Checks;

/// <summary>Each drug of the sentence must have been named, by whichever of its names; where sources were given, by them.</summary>
internal static class DrugCheck
{
    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        foreach (var mention in evidence.Sentence.Drugs)
        {
            var said = evidence.Spoken.DrugsLike(mention.Drug);
            if (said.Count == 0 || (evidence.Given && NamesOthersOnly(evidence, said)))
            {
                flags.Add(evidence.Flag(FlagKind.Drug, mention.First, mention.End));
            }
        }
    }

    /// <summary>The given sources name a drug, and it is neither this one nor another of the sentence.</summary>
    private static bool NamesOthersOnly(Evidence evidence, IReadOnlyList<int> said)
    {
        var others = false;
        foreach (var (first, end) in evidence.Near)
        {
            foreach (var mention in evidence.Spoken.DrugsIn(first, end))
            {
                if (said.Contains(mention.Drug))
                {
                    return false;
                }

                others |= !evidence.Sentence.Drugs.Any(own => DrugNames.All.ShareSubstance(own.Drug, mention.Drug));
            }
        }

        return others;
    }
}
