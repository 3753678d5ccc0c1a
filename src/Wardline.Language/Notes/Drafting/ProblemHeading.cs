using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Drafting;

/// <summary>"For your first problem, your knee pain, ...": the problem's name apart from what is said of it.</summary>
internal static class ProblemHeading
{
    private const int LongestName = 6;

    private static readonly PhraseSet Openings = WordList.Phrases(
        "for your first problem, for your second problem, for your third problem, for your fourth problem, for your next problem, for your last problem, for your final problem, for the first problem, for the second problem, for the third problem, "
        + "for your first problem of, for your second problem of, for your third problem of, for your next problem of, for your last problem of, for your other problem, for your first issue, for your next issue, your first problem, "
        + "in terms of your, in regards to your, with regards to your, regarding your, as far as your, as for your, for your, for the, your next problem, and your last problem, number 1, number 2, number 3, number 4, which brings me to the, which brings me to your, that brings me to the, that brings me to your, number one, number two, number three, number four");

    private static readonly PhraseSet Fill = WordList.Phrases("is, of, with, your, the, for your, for the, with your, problem, that is, again");

    /// <summary>The name's place in the words, and where the rest begins.</summary>
    public static (List<Word> Name, List<Word> After)? Find(List<Word> words)
    {
        if (Ordinal(words) is { } ordinal)
        {
            return (ordinal, []);
        }

        var opening = Openings.LengthAt(words, 0);
        if (opening == 0)
        {
            return null;
        }

        var isNumbered = opening >= 3 || words[0].Lower == "number" || words.GetRange(0, opening).Exists(word => word.Lower == "problem");
        var start = opening;
        while (start < words.Count && (words[start].IsMark || Fill.LengthAt(words, start) > 0))
        {
            start += words[start].IsMark ? 1 : Fill.LengthAt(words, start);
        }

        var end = start;
        while (end < words.Count && !words[end].IsMark && !((words[end].Lower != "the" || words[end - 1].Lower is not ("in" or "of" or "to" or "on")) && EndsName(words[end].Lower)))
        {
            end++;
        }

        if (end == start || end - start > LongestName || !words.GetRange(start, end - start).Exists(word => ClinicalWords.IsClinical(word.Lower)))
        {
            return null;
        }

        var rest = end;
        while (rest < words.Count && words[rest].IsMark)
        {
            rest++;
        }

        var isWhole = isNumbered || (end < words.Count && (words[end].IsMark || words[end].Lower is "i" or "we" or "let" or "so" or "it" or "you"));
        return isWhole ? (words.GetRange(start, end - start), words.GetRange(rest, words.Count - rest)) : null;
    }

    /// <summary>"First, the kidneys", "number two, the weak pump": problems gone through one after the other.</summary>
    public static bool IsCounted(List<Word> words) => Ordinal(words) is not null
        || (Openings.LengthAt(words, 0) > 1 && (words[0].Lower == "number" || (words[0].Lower != "your" && words.GetRange(0, Openings.LengthAt(words, 0)).Exists(word => word.Lower == "problem"))) && Find(words) is not null);

    /// <summary>"Third, the atrial fibrillation": a sentence of its own that only names it.</summary>
    private static List<Word>? Ordinal(List<Word> words)
    {
        if (words.Count is < 2 or > LongestName + 3 || words[0].Lower is not ("first" or "second" or "third" or "fourth" or "fifth" or "sixth" or "last" or "lastly" or "finally"))
        {
            return null;
        }

        var start = words[1].IsMark ? 2 : 1;
        var isDefinite = start < words.Count && words[start].Lower is ("the" or "your");
        start += isDefinite ? 1 : 0;
        var name = words.GetRange(Math.Min(start, words.Count), Math.Max(0, words.Count - start));
        name.RemoveAll(word => word.IsMark);
        var isName = name.Count is > 0 and <= LongestName && !name.Exists(word => word.IsNumber || EndsName(word.Lower) || word.Lower is "to" or "one" or "thing" or "things" or "results" or "labs" or "exam" or "question" or "time" or "week" or "night" or "year" or "day" or "month") && name[^1].Lower is not ("blood" or "x-ray" or "x-rays" or "mri" or "ct" or "dose");
        return isName && (isDefinite || name.Exists(word => ClinicalWords.Conditions.Contains(word.Lower) || ClinicalWords.Symptoms.Contains(word.Lower))) ? name : null;
    }

    private static bool EndsName(string lower) => VerbForms.IsAuxiliary(lower)
        || lower is "i" or "we" or "let" or "you" or "it" or "the" or "so" or "which" or "that" or "this" or "again" or "what" or "continue";
}
