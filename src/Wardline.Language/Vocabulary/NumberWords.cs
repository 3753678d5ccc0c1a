using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Wardline.Language.Vocabulary;

internal enum NumberRole
{
    None,
    Digits,

    /// <summary>Zero to nine.</summary>
    Digit,
    Teen,
    Tens,
    Hundred,
    Thousand,
    Ordinal,
    Half,
    Quarter,
    Couple,
    Dozen,

    /// <summary>Once, twice, BID: how many times.</summary>
    Times,

    /// <summary>The fifties: any from fifty to fifty-nine.</summary>
    Decade,

    /// <summary>Every so many hours.</summary>
    EveryHours,
    Month,
}

/// <summary>What a word counts for in a number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumberWord(NumberRole Role, double Value)
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,");

    private static readonly FrozenDictionary<string, NumberWord> Spelled = Read();

    public static NumberWord Of(string word)
    {
        if (Spelled.TryGetValue(word, out var number))
        {
            return number;
        }

        if (char.IsAsciiDigit(word[0]))
        {
            var digits = word.AsSpan().IndexOfAnyExcept(OfNumbers);
            var ordinal = digits > 0;
            var value = ordinal ? word.AsSpan(0, digits) : word;
            return double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var parsed)
                ? new NumberWord(!ordinal ? NumberRole.Digits : word.EndsWith('s') ? NumberRole.Decade : NumberRole.Ordinal, parsed)
                : default;
        }

        // q6h, q12h
        return word.Length is 3 or 4 && word[0] == 'q' && word[^1] == 'h' && int.TryParse(word.AsSpan(1, word.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            ? new NumberWord(NumberRole.EveryHours, hours)
            : default;
    }

    private static FrozenDictionary<string, NumberWord> Read()
    {
        var words = new Dictionary<string, NumberWord>();
        Add(NumberRole.Digit, 0, 1, "zero one two three four five six seven eight nine");
        Add(NumberRole.Teen, 10, 1, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
        Add(NumberRole.Tens, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety");
        Add(NumberRole.Decade, 20, 10, "twenties thirties forties fifties sixties seventies eighties nineties");
        Add(NumberRole.Ordinal, 1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");
        Add(NumberRole.Times, 1, 1, "once twice thrice");
        Add(NumberRole.Times, 1, 1, "qd bid tid qid");
        Add(NumberRole.Month, 1, 1, "january february march april may june july august september october november december");
        words["hundred"] = new NumberWord(NumberRole.Hundred, 100);
        words["hundreds"] = words["hundred"];
        words["thousand"] = new NumberWord(NumberRole.Thousand, 1e3);
        words["million"] = new NumberWord(NumberRole.Thousand, 1e6);
        words["half"] = new NumberWord(NumberRole.Half, 0.5);
        words["quarter"] = new NumberWord(NumberRole.Quarter, 0.25);
        words["couple"] = new NumberWord(NumberRole.Couple, 2);
        words["dozen"] = new NumberWord(NumberRole.Dozen, 12);
        return words.ToFrozenDictionary();

        void Add(NumberRole role, int from, int step, string spelled)
        {
            foreach (var word in spelled.Split(' '))
            {
                words[word] = new NumberWord(role, from);
                from += step;
            }
        }
    }
}
