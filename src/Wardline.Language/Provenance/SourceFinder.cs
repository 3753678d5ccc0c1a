using System.Runtime.InteropServices;
using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance;

/// <summary>
/// Finds where a sentence was said: the clauses that share its rarest words, findings, drugs and numbers, at most
/// three, each chosen for what those before it leave unsaid.
/// </summary>
internal sealed class SourceFinder(Spoken spoken)
{
    private const int MostClauses = 3;

    /// <summary>Only the first so many clauses with a word are looked at, so that a long transcript is not searched again for each sentence.</summary>
    private const int MostPostings = 2_000;

    private const double LeastGain = 0.16;

    /// <summary>The clauses, in order, and how much of the sentence they hold, from 0 to 1.</summary>
    /// <param name="within">A turn to stay in; all turns when null.</param>
    public (IReadOnlyList<int> Clauses, double Coverage) Find(Passage sentence, int? within = null)
    {
        if (!ClaimsAnything(sentence))
        {
            return ([], 1);
        }

        var features = Features(sentence);
        var total = features.Sum(feature => feature.Weight);
        var chosen = new List<int>(MostClauses);
        var covered = 0.0;
        while (total > 0 && chosen.Count < MostClauses && Best(features, chosen, within) is { Clause: >= 0 } best && best.Gain >= LeastGain * total)
        {
            chosen.Add(best.Clause);
            covered += best.Gain;
            features.RemoveAll(feature => feature.Clauses.Contains(best.Clause));
        }

        chosen.Sort();
        return (chosen, total > 0 ? covered / total : 1);
    }

    /// <summary>Whether these clauses, in order, hold any word of substance, finding, drug or number of the sentence.</summary>
    public bool IsTouchedBy(Passage sentence, IReadOnlyList<(int First, int End)> ranges)
    {
        foreach (var (first, end) in ranges)
        {
            if (sentence.Words.Any(word => word.Term.IsContent && Holds(spoken.ClausesWith(word.Term.StemId), first, end))
                || sentence.Findings.Any(mention => Stands(spoken.MentionsOfFinding(mention.Finding), spoken.Passage.Findings, first, end, static item => item.Clause))
                || sentence.Drugs.Any(mention => spoken.DrugsLike(mention.Drug).Any(drug => Stands(spoken.MentionsOfDrug(drug), spoken.Passage.Drugs, first, end, static item => item.Clause)))
                || sentence.Quantities.Any(quantity => Stands(spoken.QuantitiesOf(quantity.Value), spoken.Passage.Quantities, first, end, static item => item.Clause)))
            {
                return true;
            }
        }

        return !ClaimsAnything(sentence);
    }

    private static bool Holds(ReadOnlySpan<int> clauses, int first, int end)
    {
        var at = clauses.BinarySearch(first);
        at = at < 0 ? ~at : at;
        return at < clauses.Length && clauses[at] < end;
    }

    private static bool Stands<T>(IReadOnlyList<int> indexes, IReadOnlyList<T> items, int first, int end, Func<T, int> clauseOf)
    {
        var at = Ordered.FirstAtLeast(indexes, items, clauseOf, first);
        return at < indexes.Count && clauseOf(items[indexes[at]]) < end;
    }

    /// <summary>"Medical decision making:" and "The patient agrees with the plan." say nothing to be looked for.</summary>
    private static bool ClaimsAnything(Passage sentence) =>
        sentence.Findings.Count > 0 || sentence.Drugs.Count > 0 || sentence.Quantities.Any(quantity => !quantity.Implied)
        || sentence.Words.Any(word => word.Term is { IsContent: true, IsNoteWord: false });

    private (int Clause, double Gain) Best(List<Feature> features, List<int> chosen, int? within)
    {
        var gains = new Dictionary<int, double>();
        foreach (var feature in features)
        {
            foreach (var clause in feature.Clauses)
            {
                if (within is null || spoken.Passage.Clauses[clause].Turn == within)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(gains, clause, out _) += feature.Weight;
                }
            }
        }

        var best = (Clause: -1, Gain: 0.0);
        var bestScore = 0.0;
        foreach (var (clause, gain) in gains)
        {
            // Of two that say the same, the one near what was chosen before, and the shorter.
            var (turn, first, end, _) = spoken.Passage.Clauses[clause];
            var near = chosen.Any(other => Math.Abs(spoken.Passage.Clauses[other].Turn - turn) <= 1) ? 1.15 : 1;
            var score = gain * near / (1 + ((end - first) * 0.004));
            if (score > bestScore || (score == bestScore && clause < best.Clause))
            {
                (best, bestScore) = ((clause, gain), score);
            }
        }

        return best;
    }

    private List<Feature> Features(Passage sentence)
    {
        var features = new List<Feature>();
        var seen = new HashSet<string>();
        foreach (var word in sentence.Words)
        {
            if (!word.Term.IsContent || !seen.Add(word.Term.Stem))
            {
                continue;
            }

            var clauses = spoken.ClausesWith(word.Term.StemId);
            var weight = word.Term.IsNoteWord ? (clauses.IsEmpty ? 0 : 0.2) : clauses.IsEmpty ? 0.7 : 1;
            Add(features, clauses[..Math.Min(clauses.Length, MostPostings)].ToArray(), weight * Rarity(clauses.Length));
        }

        foreach (var mention in sentence.Findings)
        {
            Add(features, Clauses(spoken.MentionsOfFinding(mention.Finding), spoken.Passage.Findings, static item => item.Clause), 0.8 * Rarity(0));
        }

        foreach (var mention in sentence.Drugs)
        {
            var drugs = spoken.DrugsLike(mention.Drug);
            Add(features, Clauses([.. drugs.SelectMany(spoken.MentionsOfDrug)], spoken.Passage.Drugs, static item => item.Clause), Rarity(0));
        }

        foreach (var quantity in sentence.Quantities)
        {
            var same = spoken.QuantitiesOf(quantity.Value);
            if (!quantity.Implied && same.Count is > 0 and < MostPostings)
            {
                Add(features, Clauses(same, spoken.Passage.Quantities, static item => item.Clause), 0.4 * Rarity(same.Count));
            }
        }

        return features;
    }

    private static void Add(List<Feature> features, int[] clauses, double weight)
    {
        if (weight > 0)
        {
            features.Add(new Feature(clauses, weight));
        }
    }

    private static int[] Clauses<T>(IReadOnlyList<int> indexes, IReadOnlyList<T> items, Func<T, int> clauseOf) =>
        [.. indexes.Take(MostPostings).Select(index => clauseOf(items[index])).Distinct()];

    private double Rarity(int clauses) => Math.Log(1 + ((spoken.Passage.Clauses.Count + 1.0) / (clauses + 1)));

    private sealed record Feature(int[] Clauses, double Weight);
}
