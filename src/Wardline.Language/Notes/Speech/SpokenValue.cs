using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Wardline.Language.Notes.Rewriting;
using Wardline.Language.Notes.Words;
using Wardline.Language.Vocabulary;

namespace Wardline.Language.Notes.Speech;

internal enum SpokenKind
{
    Side,
    Number,
    Frequency,
    Drug,
    Day,
}

/// <summary>Something one may get wrong and set right at once: a side, an amount, a drug, a day.</summary>
/// <param name="Core">Where the value ends and its unit begins; <paramref name="End"/> when it has none.</param>
/// <param name="Key">The same for the same value, however it was said.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpokenValue(SpokenKind Kind, int Start, int Core, int End, string Key)
{
    private const int ShortestDrug = 5;

    private static readonly FrozenSet<string> Days = WordList.Of(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february march april june july august september october november december");

    private static readonly FrozenSet<string> Owners = WordList.Of("the my your his her their on a in");

    public bool HasUnit => End > Core;

    /// <summary>The value that begins at a place, if one does.</summary>
    /// <param name="isAlone">A bare "left" or "one" counts: it stands where a value is expected.</param>
    public static SpokenValue? At(IReadOnlyList<Word> words, int at, bool isAlone)
    {
        if (at >= words.Count || words[at].IsMark)
        {
            return null;
        }

        var lower = words[at].Lower;
        if (lower is "left" or "right")
        {
            return isAlone || IsSide(words, at) ? new SpokenValue(SpokenKind.Side, at, at + 1, at + 1, lower) : null;
        }

        if (lower is "once" or "twice")
        {
            return new SpokenValue(SpokenKind.Frequency, at, at + 1, at + 1, lower);
        }

        if (Number(words, at, isAlone) is { } number)
        {
            return number;
        }

        return Days.Contains(lower) ? new SpokenValue(SpokenKind.Day, at, at + 1, at + 1, lower)
            : lower.Length >= ShortestDrug && DrugNames.All.Find(lower) >= 0 ? new SpokenValue(SpokenKind.Drug, at, at + 1, at + 1, lower)
            : null;
    }

    /// <summary>"The right arm", "on the left": not "right here", nor what somebody left.</summary>
    private static bool IsSide(IReadOnlyList<Word> words, int at)
    {
        var next = at + 1 < words.Count ? words[at + 1].Lower : "";
        return next is not ("here" or "now" or "away" or "there" or "after" or "before")
            && (ClinicalWords.Body.Contains(next) || (at > 0 && Owners.Contains(words[at - 1].Lower)));
    }

    private static SpokenValue? Number(IReadOnlyList<Word> words, int at, bool isAlone)
    {
        var (length, key) = WrittenNumbers.ReadAt(words, at);
        if (length == 0)
        {
            return null;
        }

        var core = at + length;
        var between = Lower(words, core) == "over" ? 1 : Lower(words, core) == "out" && Lower(words, core + 1) == "of" ? 2 : 0;
        if (between > 0 && WrittenNumbers.ReadAt(words, core + between) is { Length: > 0 } second)
        {
            (core, key) = (core + between + second.Length, key + "/" + second.Value);
        }

        var unit = Lower(words, core);
        var hasUnit = NumberWords.Measures.ContainsKey(unit) || NumberWords.Counted.Contains(unit) || NumberWords.Measures.Values.Contains(unit);
        if (length == 1 && words[at].Lower == "one" && !hasUnit && !(isAlone && (unit.Length == 0 || words[core].IsMark)))
        {
            return null;
        }

        return new SpokenValue(unit == "times" ? SpokenKind.Frequency : SpokenKind.Number, at, core, hasUnit ? core + 1 : core, unit == "times" ? key + " times" : key);
    }

    private static string Lower(IReadOnlyList<Word> words, int at) => at < words.Count ? words[at].Lower : "";
}
