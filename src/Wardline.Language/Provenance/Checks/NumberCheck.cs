using Wardline.Language.Provenance.Reading;
using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Checks;

/// <summary>
/// Each number of the sentence must have been said: near its sources, or elsewhere about the same thing; a dose, of the
/// same drug. The same number with another unit is a fault of the unit.
/// </summary>
internal static class NumberCheck
{
    private const int MostPairs = 64;
    private const int TopicReach = 14;
    private const int DrugReach = 30;

    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        foreach (var quantity in evidence.Sentence.Quantities)
        {
            if (!IsClaim(evidence, quantity) || IsPartOfJoined(evidence.Sentence, quantity))
            {
                continue;
            }

            var drug = DrugOfDose(evidence.Sentence, quantity);
            var mistaken = false;
            if (!IsSupported(evidence, quantity, drug, ref mistaken))
            {
                var end = mistaken && quantity.UnitWord >= 0 ? quantity.UnitWord + 1 : quantity.End;
                flags.Add(evidence.Flag(mistaken ? FlagKind.Unit : FlagKind.Number, quantity.First, end));
            }
        }
    }

    private static bool IsClaim(Evidence evidence, Quantity quantity)
    {
        var words = evidence.Sentence.Words;
        var first = words[quantity.First];
        var next = quantity.End < words.Count ? words[quantity.End].Term.Text : null;
        return !quantity.Implied && first.Term.Number.Role switch
        {
            NumberRole.Digit when first.Term.Text == "one" => quantity.End > quantity.First + 1 || quantity.Unit is { Dimension: not Dimension.Times },
            NumberRole.Ordinal => !(char.IsAsciiLetter(first.Term.Text[0]) && first.Term.Number.Value <= 2),
            NumberRole.Half or NumberRole.Quarter => quantity.Unit is not null,
            // "once results are back" counts nothing.
            NumberRole.Times => first.Term.Text != "once" || next is null or "a" or "an" or "daily" or "per" or "every" or "each" or "weekly" or "monthly" or "nightly" or "in" or "at" or "before",
            // "1. Hypertension" counts the items, "12-lead" and "2D" name the thing.
            NumberRole.Digits => !(quantity.First == 0 && quantity.End == 1 && IsListMark(evidence.Text, first)) && next is not ("lead" or "d" or "view")
                && !(quantity.First > 0 && words[quantity.First - 1].Term.Text == "covid"),
            _ => true,
        };
    }

    private static bool IsListMark(string text, Word word) =>
        word.End < text.Length && text[word.End] is '.' or ')' && (word.End + 1 == text.Length || text[word.End + 1] == ' ');

    /// <summary>The 1 and the 20 in "one twenty": the 120 before them stands for both.</summary>
    private static bool IsPartOfJoined(Passage sentence, Quantity quantity) => sentence.Quantities.Any(other =>
        other.First <= quantity.First && other.End >= quantity.End && other.End - other.First > quantity.End - quantity.First);

    private static bool IsSupported(Evidence evidence, Quantity quantity, DrugMention? drug, ref bool mistaken)
    {
        var (withoutUnit, sameUnit) = (false, false);
        var nearOnly = drug is { } named && evidence.Given && QuantitiesNear(evidence).Any(said => IsDoseOf(evidence, said, quantity, named));
        foreach (var said in Said(evidence, quantity.Value))
        {
            if (!SameValue(evidence.Spoken.Passage, quantity, said))
            {
                continue;
            }

            if (Belongs(evidence, said, drug) && (!nearOnly || evidence.IsNear(said.Clause)))
            {
                withoutUnit |= said.Unit is null;
                sameUnit |= quantity.Unit is null || ReferenceEquals(quantity.Unit, said.Unit) || (said.IsRatio && !quantity.IsRatio);
                mistaken |= quantity.Unit is not null && said.Unit is not null && Units.AreMistakable(quantity.Unit, said.Unit);
            }
        }

        // "ten" alone does not make up for "ten milligrams" when the note says grams.
        if (sameUnit || (withoutUnit && !mistaken))
        {
            return true;
        }

        return IsRatioSaidApart(evidence, quantity) || IsSaidOtherwise(evidence, quantity) || IsDecadeOf(evidence, quantity);
    }

    /// <summary>Near the sources a dose of this drug is said: then no other place speaks for it.</summary>
    private static bool IsDoseOf(Evidence evidence, Quantity said, Quantity quantity, DrugMention drug) =>
        !said.Implied && said.Unit is not null && quantity.Unit is not null && said.Unit.Dimension == quantity.Unit.Dimension
        && OwnersOf(evidence.Spoken.Passage, said).Exists(owner => DrugNames.All.ShareSubstance(owner, drug.Drug));

    private static bool SameValue(Passage spoken, Quantity quantity, Quantity said)
    {
        if (quantity.IsRatio)
        {
            return said.IsRatio && said.Value.Equals(quantity.Value) && said.Second.Equals(quantity.Second);
        }

        // "in his fifties" is not fifty.
        return spoken.Words[said.First].Term.Number.Role != NumberRole.Decade || quantity.Unit is null;
    }

    /// <summary>Said near the sources, or elsewhere in the same connection; for a dose, of that drug.</summary>
    private static bool Belongs(Evidence evidence, Quantity said, DrugMention? drug)
    {
        var near = evidence.IsNear(said.Clause);
        if (drug is { } named)
        {
            var owners = OwnersOf(evidence.Spoken.Passage, said);
            return owners.Count > 0 ? owners.Exists(owner => DrugNames.All.ShareSubstance(owner, named.Drug)) : near;
        }

        return near || evidence.SharesTopic(said.First, said.End, TopicReach);
    }

    /// <summary>The drug a dose of the sentence is of: "lisinopril 20 mg", "20 mg of lisinopril".</summary>
    private static DrugMention? DrugOfDose(Passage sentence, Quantity quantity)
    {
        if (quantity.IsRatio || (quantity.Unit is not null && !Units.IsDose(quantity.Unit)))
        {
            return null;
        }

        DrugMention? before = null;
        foreach (var drug in sentence.Drugs)
        {
            if (drug.First >= quantity.End)
            {
                return drug.First - quantity.End <= 3 && (before is null || IsOf(sentence, quantity, drug)) ? drug : Adjacent(before);
            }

            before = drug;
        }

        return Adjacent(before);

        DrugMention? Adjacent(DrugMention? drug) =>
            drug is { } named && (quantity.Unit is not null ? quantity.First - named.End <= 8 : quantity.First - named.End <= 1) ? drug : null;
    }

    private static bool IsOf(Passage passage, Quantity quantity, DrugMention drug)
    {
        for (var at = quantity.End; at < drug.First; at++)
        {
            if (passage.Words[at].Term.Text == "of")
            {
                return true;
            }
        }

        return drug.First - quantity.End <= 1;
    }

    /// <summary>Which drugs a number said may be a dose of: the one it is "of", else the nearest before it.</summary>
    private static List<int> OwnersOf(Passage passage, Quantity said)
    {
        var owners = new List<int>(2);
        var low = Ordered.FirstAtLeast(passage.Drugs, static drug => drug.First, said.First);
        if (low < passage.Drugs.Count && passage.Drugs[low] is var after && after.First - said.End <= 5 && passage.Clauses[after.Clause].Turn == passage.Clauses[said.Clause].Turn)
        {
            owners.Add(after.Drug);
            if (IsOf(passage, said, after))
            {
                return owners;
            }
        }

        if (low > 0 && passage.Drugs[low - 1] is var before && said.First - before.End <= DrugReach)
        {
            if (said.First - before.End <= 3)
            {
                owners.Clear();
            }

            owners.Add(before.Drug);
        }

        return owners;
    }

    /// <summary>"it was 120 this morning, and over 80": both parts near each other.</summary>
    private static bool IsRatioSaidApart(Evidence evidence, Quantity quantity)
    {
        if (!quantity.IsRatio)
        {
            return false;
        }

        // "from zero to ten?" "about a seven": the scale is asked, or known.
        if (quantity.Second is 10 && QuantitiesNear(evidence).Any(said => said.Value.Equals(quantity.Value)))
        {
            return true;
        }

        return Said(evidence, quantity.Value).Take(MostPairs)
            .Any(upper => Said(evidence, quantity.Second).Take(MostPairs).Any(lower => lower.First - upper.End is >= 0 and <= 6));
    }

    /// <summary>Near the sources, as another unit's amount: two weeks for fourteen days.</summary>
    private static bool IsSaidOtherwise(Evidence evidence, Quantity quantity) =>
        quantity.Unit is { Size: > 0 } && QuantitiesNear(evidence).Any(said => Units.SameAmount(quantity.Value, quantity.Unit, said.Value, said.Unit));

    private static bool IsDecadeOf(Evidence evidence, Quantity quantity) =>
        evidence.Sentence.Words[quantity.First].Term.Number.Role == NumberRole.Decade
        && QuantitiesNear(evidence).Any(said => Math.Floor(said.Value / 10) * 10 == quantity.Value);

    private static IEnumerable<Quantity> Said(Evidence evidence, double value) =>
        evidence.NearFirst(evidence.Spoken.QuantitiesOf(value), evidence.Spoken.Passage.Quantities, static quantity => quantity.Clause);

    private static IEnumerable<Quantity> QuantitiesNear(Evidence evidence)
    {
        var spoken = evidence.Spoken.Passage.Quantities;
        foreach (var (first, end) in evidence.Near)
        {
            for (var at = Ordered.FirstAtLeast(spoken, static quantity => quantity.Clause, first); at < spoken.Count && spoken[at].Clause < end; at++)
            {
                yield return spoken[at];
            }
        }
    }
}
