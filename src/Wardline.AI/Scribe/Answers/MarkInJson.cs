using System.Buffers;

namespace Wardline.AI.Scribe.Answers;

internal enum MarkMeaning
{
    NotYetKnown,

    /// <summary>It ends the string.</summary>
    End,

    /// <summary>It belongs to the string; the model forgot to escape it.</summary>
    Inner,

    /// <summary>Either may be meant, and the sentence would say different things.</summary>
    CannotBeTold,
}

/// <summary>What the string is that may end here.</summary>
internal enum StringPlace
{
    Key,
    Value,
    ValueBeforeBareKey,
    Element,
}

/// <summary>
/// Tells from what follows a quotation mark whether the string ends there. In <c>Denies "crushing", but reports pressing
/// pain</c> a comma follows a mark that ends nothing: cut there, the sentence would say the opposite of what was meant.
/// </summary>
internal static class MarkInJson
{
    /// <summary>Characters; more is no key, and no more is ever held back.</summary>
    private const int LongestKey = 60;

    private const int MostSpace = 1000;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");

    /// <param name="after">All that follows the mark, as far as it is known.</param>
    /// <param name="isWithinQuotation">Marks come in pairs; of those within this string one is open.</param>
    public static MarkMeaning Meaning(ReadOnlySpan<char> after, StringPlace place, bool isWithinQuotation)
    {
        if (after.Length > MostSpace)
        {
            return MarkMeaning.Inner;
        }

        var next = after.TrimStart();
        if (place == StringPlace.Key)
        {
            return next is [] ? MarkMeaning.NotYetKnown : next is [':' or ',' or '}' or ']' or '"', ..] ? MarkMeaning.End : MarkMeaning.Inner;
        }

        var hasComma = next is [',', ..];
        next = next.TrimStart(", \t\r\n");
        return next switch
        {
            [] => MarkMeaning.NotYetKnown,
            ['}' or ']', ..] => MarkMeaning.End,
            ['{' or '[', ..] when hasComma || place == StringPlace.Element => MarkMeaning.End,
            ['"', .. var rest] when place != StringPlace.Element => BeforeKey(rest),
            ['"', ..] when !isWithinQuotation => MarkMeaning.End,
            ['"', ..] when !hasComma && after is ['"', ..] => MarkMeaning.Inner,    // the quotation ends, then the string
            ['"', ..] => MarkMeaning.CannotBeTold,
            _ when hasComma && place == StringPlace.ValueBeforeBareKey => BeforeBareKey(next),
            _ => MarkMeaning.Inner,
        };
    }

    // The next property, or else words in quotation marks.
    private static MarkMeaning BeforeKey(ReadOnlySpan<char> rest)
    {
        if (rest.TrimStart() is [',' or '}' or ']' or ':', ..])
        {
            return MarkMeaning.Inner;   // no key begins like this: the string ends with the second of two marks
        }

        var end = rest.IndexOf('"');
        if (end is < 0 or > LongestKey)
        {
            return rest.Length > LongestKey ? MarkMeaning.Inner : MarkMeaning.NotYetKnown;
        }

        var next = rest[(end + 1)..].TrimStart();
        return next is [] ? MarkMeaning.NotYetKnown : next[0] == ':' ? MarkMeaning.End : MarkMeaning.Inner;
    }

    private static MarkMeaning BeforeBareKey(ReadOnlySpan<char> next)
    {
        var end = next.IndexOfAnyExcept(KeyCharacters);
        if (end is < 0 or > LongestKey)
        {
            return next.Length > LongestKey ? MarkMeaning.Inner : MarkMeaning.NotYetKnown;
        }

        var colon = next[end..].TrimStart();
        return colon is [] ? MarkMeaning.NotYetKnown : end > 0 && colon[0] == ':' ? MarkMeaning.End : MarkMeaning.Inner;
    }
}
