namespace Wardline.Language.Transcripts;

/// <summary>Reads what has the form of a label: <c>[doctor]</c>, <c>Doctor:</c>, <c>[00:12] Dr. Smith:</c>, <c>3. P:</c>.</summary>
internal static class LabelReader
{
    private const int LongestName = 40;

    public static FoundLabel? AtLineStart(string text, int start, int end)
    {
        var at = SkipMarks(text, start, end);
        var (afterStamp, seconds) = TimeStamp.Read(text, at, end);
        at = SkipMarks(text, afterStamp, end);
        var afterNumber = SkipNumber(text, at, end);
        return (Label(text, at, end) ?? Label(text, afterNumber, end)) is { } label
            ? label with { Start = start, AtLineStart = true, StartsAt = seconds ?? label.StartsAt }
            : null;
    }

    /// <summary>A label between brackets that opens at <paramref name="open"/>; a colon may follow.</summary>
    public static FoundLabel? Bracketed(string text, int open, int end)
    {
        var length = text.AsSpan(open, Math.Min(end - open, LongestName + 2)).IndexOf(']');
        if (length < 2 || !IsName(text.AsSpan(open + 1, length - 1)))
        {
            return null;
        }

        var after = open + length + 1;
        after = after < end && text[after] == ':' ? after + 1 : after;
        return new FoundLabel(text[(open + 1)..(open + length)].Trim(), open, after, AtLineStart: false, IsBracketed: true, StartsAt: null);
    }

    /// <summary>The label that ends at a colon within a line: the last word, or the last two where they are a title and a name.</summary>
    public static FoundLabel? BeforeColon(string text, int lineStart, int colon, int end)
    {
        var isFollowed = colon + 1 >= end || char.IsWhiteSpace(text[colon + 1]);
        var last = WordStart(text, lineStart, colon);
        if (!isFollowed || last == colon)
        {
            return null;
        }

        var before = last;
        while (before > lineStart && text[before - 1] == ' ')
        {
            before--;
        }

        var title = WordStart(text, lineStart, before);
        var isTwo = before < last && title < before && IsTitle(text.AsSpan(title, before - title));
        var start = isTwo ? title : last;
        return IsName(text.AsSpan(start, colon - start))
            ? new FoundLabel(text[start..colon], start, colon + 1, AtLineStart: false, IsBracketed: false, StartsAt: null)
            : null;
    }

    private static FoundLabel? Label(string text, int at, int end)
    {
        if (at < end && text[at] == '[')
        {
            return Bracketed(text, at, end);
        }

        var window = text.AsSpan(at, Math.Min(end - at, LongestName + 16));
        var nameEnd = window.IndexOfAny(":([");
        if (nameEnd < 1)
        {
            return null;
        }

        // "Speaker 1 (00:12): ..." has its time between name and colon.
        double? seconds = null;
        var colon = at + nameEnd;
        if (text[colon] != ':')
        {
            (colon, seconds) = TimeStamp.Read(text, colon, end);
            if (seconds is null || colon >= end || text[colon] != ':')
            {
                return null;
            }
        }

        var name = text.AsSpan(at, nameEnd).Trim(" *\t".AsSpan());
        if (!IsName(name) || IsTimeOrPath(text, colon, end))
        {
            return null;
        }

        var content = colon + 1;
        while (content < end && text[content] == '*')
        {
            content++;
        }

        return new FoundLabel(name.ToString(), at, content, AtLineStart: false, IsBracketed: false, seconds);
    }

    private static bool IsTimeOrPath(string text, int colon, int end) =>
        colon + 1 < end && (text[colon + 1] == '/' || (char.IsDigit(text[colon + 1]) && char.IsDigit(text[colon - 1])));

    private static bool IsTitle(ReadOnlySpan<char> word) =>
        word is "Dr." or "Dr" or "dr." or "dr" or "Doctor" or "Mr." or "Mrs." or "Ms." or "Nurse" || word.Equals("speaker", StringComparison.OrdinalIgnoreCase);

    private static bool IsName(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        if (name.IsEmpty || name.Length > LongestName || !char.IsLetter(name[0]) || name.Count(' ') > 3)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '_' or '.' or '-' or '\'' or '’'))
            {
                return false;
            }
        }

        return true;
    }

    private static int WordStart(string text, int from, int end)
    {
        var at = end;
        while (at > from && end - at < LongestName && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '.' or '-' or '\''))
        {
            at--;
        }

        return at;
    }

    private static int SkipMarks(string text, int at, int end)
    {
        while (at < end && (CleanText.IsBlank(text[at]) || text[at] is '*' or '>' or '#' or '-' or '–' or '•'))
        {
            at++;
        }

        return at;
    }

    private static int SkipNumber(string text, int at, int end)
    {
        var digits = at;
        while (digits < end && digits - at < 7 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits > at && digits < end && text[digits] is '.' or ')' or ' ' or '\t' or ':' ? SkipMarks(text, digits + 1, end) : at;
    }
}
