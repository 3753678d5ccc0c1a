using System.Globalization;
using System.Text.RegularExpressions;

namespace Wardline.Language.Provenance;

/// <summary>A true sentence with one fault in it.</summary>
internal sealed record SeededError(FlagKind Kind, string Text);

/// <summary>Makes every fault of each kind that a true sentence has room for.</summary>
internal static class SeededErrors
{
    private static readonly Regex Number = new(@"\b\d+(\.\d+)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex UnitOf = new(@"\b(\d+|two|three|four|five|six) (?<unit>[a-z]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Drug = new(
        "Lasix|lisinopril|furosemide|ibuprofen|penicillin|naproxen|metformin|Jardiance|empagliflozin|atorvastatin|albuterol|Flovent|amoxicillin|prednisolone|Tylenol|cyclobenzaprine|amlodipine|gabapentin|sumatriptan|propranolol|Eliquis|hydrochlorothiazide|Acetaminophen|doxycycline|Albuterol",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly string[] OtherDrugs = ["warfarin", "Humira", "clonazepam", "Zithromax", "levothyroxine", "Seroquel"];

    private static readonly (string From, string To)[] Units =
    [
        ("mg", "mcg"), ("mg", "g"), ("pounds", "kg"), ("kg", "lb"), ("weeks", "months"), ("weeks", "days"), ("days", "weeks"), ("months", "years"),
        ("years", "months"), ("nights", "weeks"), ("hours", "minutes"), ("puffs", "mg"),
    ];

    private static readonly (string From, string To)[] Sides = [("left", "right"), ("right", "left"), ("Left", "Right"), ("Right", "Left")];

    private static readonly (string From, string To)[] Denials =
    [
        ("denies", "reports"), ("denies", "endorses"), ("reports", "denies"), ("There is no ", "There is "), ("There are no ", "There are "), ("shows no ", "shows a "), ("No neck", "Neck"),
        ("No allergies", "She has allergies"), ("There is tenderness", "There is no tenderness"), ("There is an effusion", "There is no effusion"), ("is allergic", "is not allergic"),
        ("has had a cough", "has not had a cough"), ("with wheezing", "without wheezing"), ("There is wheezing", "There is no wheezing"), ("There is 2+ edema", "There is no edema"), ("has vomited twice", "has not vomited"), ("is not pregnant", "is pregnant"),
        ("has high blood pressure", "does not have high blood pressure"), ("Crackles at", "No crackles at"), ("without crackles", "with crackles"),
        ("He smokes half a pack a day", "He does not smoke"), ("He drinks two beers on the weekend", "He does not drink alcohol"), ("because of diarrhea", "and denies diarrhea"),
        ("has trouble sleeping", "denies trouble sleeping"), ("had a stroke", "had no stroke"), ("does not use", "uses"), ("There is a bruise", "There is no bruise"), ("There are crackles", "There are no crackles"),
        ("She smoked", "She never smoked"), ("with a runny nose", "without a runny nose"), ("which causes a rash", "without a rash"),
    ];

    private static readonly Dictionary<string, string> Spelled = new() { ["two"] = "four", ["three"] = "five", ["four"] = "six", ["five"] = "eight", ["six"] = "nine" };

    public static IEnumerable<SeededError> Of(string sentence, Random random)
    {
        foreach (Match number in Number.Matches(sentence))
        {
            var wrong = Wrong(number.Value, random);
            yield return new SeededError(FlagKind.Number, string.Concat(sentence.AsSpan(0, number.Index), wrong, sentence.AsSpan(number.Index + number.Length)));
        }

        foreach (var (from, to) in Spelled)
        {
            if (SwapWord(sentence, from, to) is { } wrong)
            {
                yield return new SeededError(FlagKind.Number, wrong);
            }
        }

        foreach (var (from, to) in Units)
        {
            if (SwapWord(sentence, from, to) is { } wrong && UnitOf.Matches(sentence).Any(match => match.Groups["unit"].Value == from))
            {
                yield return new SeededError(FlagKind.Unit, wrong);
            }
        }

        foreach (Match drug in Drug.Matches(sentence))
        {
            yield return new SeededError(FlagKind.Drug, sentence.Replace(drug.Value, OtherDrugs[random.Next(OtherDrugs.Length)], StringComparison.Ordinal));
        }

        foreach (var (kind, pairs) in new[] { (FlagKind.Side, Sides), (FlagKind.Negation, Denials) })
        {
            foreach (var (from, to) in pairs)
            {
                if (SwapWord(sentence, from, to) is { } wrong)
                {
                    yield return new SeededError(kind, wrong);
                }
            }
        }
    }

    private static string Wrong(string number, Random random)
    {
        if (number.Contains('.', StringComparison.Ordinal))
        {
            return (double.Parse(number, CultureInfo.InvariantCulture) + 1.7).ToString("0.0", CultureInfo.InvariantCulture);
        }

        var value = int.Parse(number, CultureInfo.InvariantCulture);
        int[] wrong = value >= 1900 ? [value - 2, value + 1] : value >= 100 ? [value / 10, value * 2, value + 50] : value >= 10 ? [value * 10, value + 7, value + 30] : [value + 11, value + 23];
        return wrong[random.Next(wrong.Length)].ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Every occurrence that begins with a word's first letter and ends with a word's last; null without one.</summary>
    private static string? SwapWord(string sentence, string from, string to)
    {
        var swapped = sentence;
        for (var at = sentence.LastIndexOf(from, StringComparison.Ordinal); at >= 0; at = at > 0 ? sentence.LastIndexOf(from, at - 1, StringComparison.Ordinal) : -1)
        {
            var end = at + from.Length;
            if ((at == 0 || !char.IsLetterOrDigit(sentence[at - 1])) && (end == sentence.Length || !char.IsLetterOrDigit(sentence[end]) || from[^1] == ' '))
            {
                swapped = string.Concat(swapped.AsSpan(0, at), to, swapped.AsSpan(end));
            }
        }

        return swapped == sentence ? null : swapped;
    }
}
