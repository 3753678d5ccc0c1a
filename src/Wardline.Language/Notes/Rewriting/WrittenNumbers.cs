using System.Collections.Frozen;
using System.Globalization;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>Numbers and units the way a note has them: "three out of six" 3/6, "one plus" 1+, "forty milligrams" 40 mg.</summary>
internal static class WrittenNumbers
{
    private static readonly FrozenSet<string> Times = WordList.Of("day days week weeks month months year years hour hours minute minutes times");

    public static List<Word> Apply(List<Word> words) => WithUnits(WithRatios(WithDigits(words)));

    /// <summary>The number at a place, in digits or in words: how many words it takes, and its digits.</summary>
    public static (int Length, string Value) ReadAt(IReadOnlyList<Word> words, int at) => at >= words.Count ? (0, "")
        : words[at].IsNumber ? (1, words[at].Text.Replace(",", "", StringComparison.Ordinal))
        : Spelled(words, at);

    private static List<Word> WithDigits(List<Word> words)
    {
        var written = new List<Word>(words.Count);
        for (var at = 0; at < words.Count;)
        {
            var (length, value) = Spelled(words, at);
            if (length == 1 && at + 2 < words.Count && words[at + 1].Lower == words[at].Lower && Times.Contains(words[at + 2].Lower))
            {
                // "For four four days": said twice, not twice as long.
                at++;
                continue;
            }

            var isBroken = at > 0 && NumberWords.Units.ContainsKey(words[at - 1].Lower) && length > 0;
            if (length == 0 || isBroken || !IsCounting(words, at, length))
            {
                written.Add(words[at++]);
                continue;
            }

            written.Add(words[at].As(value) with { End = words[at].Turn == words[at + length - 1].Turn ? words[at + length - 1].End : words[at].End });
            at += length;
        }

        return written;
    }

    /// <summary>"One" alone is a number only before what is counted: "no one", "that one" and "one of them" are not.</summary>
    private static bool IsCounting(List<Word> words, int at, int length)
    {
        var next = at + length < words.Count ? words[at + length].Lower : "";
        var isOne = length == 1 && words[at].Lower is "one" or "zero";
        return !isOne || NumberWords.Counted.Contains(next) || (next == "out" && at + 2 < words.Count && words[at + 2].Lower == "of")
            || (next is "or" or "to" && at + 2 < words.Count && NumberWords.IsNumber(words[at + 2].Lower));
    }

    /// <summary>The number spelled at a place: its words and its digits.</summary>
    private static (int Length, string Value) Spelled(IReadOnlyList<Word> words, int at)
    {
        if (Fraction(words, at) is { Length: > 1 } fraction)
        {
            return (fraction.Length, "0" + fraction.Value);
        }

        var (whole, next) = Below100(words, at);
        if (next == at)
        {
            return (0, "");
        }

        if (whole is > 33 and < 43 && IsTemperature(words, at) && next < words.Count && NumberWords.Units.TryGetValue(words[next].Lower, out var tenth) && !Is(words, next + 1, "point"))
        {
            // "Temperature thirty six nine".
            return (next + 1 - at, string.Create(CultureInfo.InvariantCulture, $"{whole}.{tenth}"));
        }

        if (Is(words, next, "hundred"))
        {
            whole *= 100;
            next++;
            var rest = Is(words, next, "and") ? next + 1 : next;
            var (tail, after) = Below100(words, rest);
            (whole, next) = after > rest ? (whole + tail, after) : (whole, next);
        }
        else if (whole is > 0 and < 10 && Below100(words, next) is var (pair, end) && end > next && pair is >= 10 and < 100 && IsHundred(words, at, whole, end))
        {
            // "One twenty over eighty".
            (whole, next) = ((whole * 100) + pair, end);
        }

        if (Is(words, next, "thousand"))
        {
            (whole, next) = (whole * 1000, next + 1);
        }

        var value = whole.ToString(CultureInfo.InvariantCulture);
        var (length, digits) = Fraction(words, next);
        return length > 1 ? (next + length - at, value + digits) : (next - at, value);
    }

    /// <summary>"Point two five": the point and the digits after it.</summary>
    private static (int Length, string Value) Fraction(IReadOnlyList<Word> words, int at)
    {
        if (!Is(words, at, "point") || Is(words, at - 1, "at") || Is(words, at - 1, "the"))
        {
            return (0, "");
        }

        var value = ".";
        var next = at + 1;
        while (next < words.Count && NumberWords.Units.TryGetValue(words[next].Lower, out var digit))
        {
            value += digit.ToString(CultureInfo.InvariantCulture);
            next++;
        }

        return (next - at, value);
    }

    private static bool IsTemperature(IReadOnlyList<Word> words, int at) =>
        Is(words, at - 1, "temperature") || (Is(words, at - 2, "temperature") && words[at - 1].Lower is "is" or "was" or "of" or "at");

    private static (int Value, int Next) Below100(IReadOnlyList<Word> words, int at)
    {
        if (at >= words.Count)
        {
            return (0, at);
        }

        var word = words[at].Lower;
        if (NumberWords.Tens.TryGetValue(word, out var tens))
        {
            return at + 1 < words.Count && NumberWords.Units.TryGetValue(words[at + 1].Lower, out var unit) && unit > 0 ? (tens + unit, at + 2) : (tens, at + 1);
        }

        var hyphen = word.IndexOf('-');
        if (hyphen > 0 && NumberWords.Tens.TryGetValue(word[..hyphen], out tens) && NumberWords.Units.TryGetValue(word[(hyphen + 1)..], out var one))
        {
            return (tens + one, at + 1);
        }

        return NumberWords.Units.TryGetValue(word, out var small) || NumberWords.Teens.TryGetValue(word, out small) ? (small, at + 1) : (0, at);
    }

    /// <summary>A blood pressure, or "one forty" where it is no time of the day.</summary>
    private static bool IsHundred(IReadOnlyList<Word> words, int start, int hundreds, int end) => Is(words, end, "over")
        || (hundreds == 1 && !Is(words, start - 1, "at") && !Is(words, start - 1, "around") && !Is(words, end, "milligrams") && !Is(words, end, "milligram") && !Is(words, end, "pm") && !Is(words, end, "am"));

    private static bool Is(IReadOnlyList<Word> words, int at, string word) => at >= 0 && at < words.Count && words[at].Lower == word;

    /// <summary>"3 out of 6" and "120 over 80" with a stroke, "1 plus" with its sign.</summary>
    private static List<Word> WithRatios(List<Word> words)
    {
        var written = new List<Word>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (!word.IsNumber)
            {
                written.Add(word);
                continue;
            }

            var between = Is(words, at + 1, "over") ? 1 : Is(words, at + 1, "out") && Is(words, at + 2, "of") ? 2 : 0;
            var second = at + between + 1;
            if (between > 0 && second < words.Count && words[second].IsNumber && char.IsDigit(word.Text[^1]) && (between == 2 || word.Text.Length >= 2))
            {
                written.Add(word.As(word.Text + "/" + words[second].Text));
                at = second;
            }
            else if (Is(words, at + 1, "plus"))
            {
                written.Add(word.As(word.Text + "+"));
                at++;
            }
            else
            {
                written.Add(word);
            }
        }

        return written;
    }

    private static List<Word> WithUnits(List<Word> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at - 1].IsNumber && NumberWords.Measures.TryGetValue(words[at].Lower, out var unit))
            {
                words[at] = words[at].As(unit);
            }
        }

        for (var at = words.Count - 1; at > 0; at--)
        {
            if (words[at].Text == "%" && words[at - 1].IsNumber)
            {
                words[at - 1] = words[at - 1].As(words[at - 1].Text + "%");
                words.RemoveAt(at);
            }
        }

        return words;
    }
}
