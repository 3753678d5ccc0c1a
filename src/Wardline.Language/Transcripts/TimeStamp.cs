namespace Wardline.Language.Transcripts;

/// <summary>Times such as <c>[00:12]</c>, <c>(1:02:03.5)</c>, <c>00:12 - 00:15</c>.</summary>
internal static class TimeStamp
{
    /// <summary>Where the time stamp at <paramref name="at"/> ends, and its seconds; the same place and null when there is none.</summary>
    public static (int End, double? Seconds) Read(string text, int at, int end)
    {
        var start = at;
        var isOpen = at < end && text[at] is '[' or '(';
        var (first, seconds) = Clock(text, isOpen ? at + 1 : at, end);
        if (seconds is null)
        {
            return (start, null);
        }

        var second = first;
        while (second < end && text[second] is ' ' or '-' or '–' or '>')
        {
            second++;
        }

        var (afterSecond, until) = Clock(text, second, end);
        at = until is null ? first : afterSecond;
        return !isOpen ? (at, seconds) : at < end && text[at] is ']' or ')' ? (at + 1, seconds) : (start, null);
    }

    private static (int End, double? Seconds) Clock(string text, int at, int end)
    {
        var (seconds, parts) = (0.0, 0);
        while (true)
        {
            var digits = at;
            while (digits < end && digits - at < 3 && char.IsAsciiDigit(text[digits]))
            {
                digits++;
            }

            if (digits == at)
            {
                return (at, null);
            }

            seconds = (seconds * 60) + int.Parse(text.AsSpan(at, digits - at));
            at = digits;
            if (++parts == 3 || at + 1 >= end || text[at] != ':' || !char.IsAsciiDigit(text[at + 1]))
            {
                break;
            }

            at++;
        }

        if (parts < 2)
        {
            return (at, null);
        }

        return at < end && text[at] is '.' or ',' ? Fraction(text, at + 1, end, seconds) : (at, seconds);
    }

    private static (int End, double? Seconds) Fraction(string text, int at, int end, double seconds)
    {
        for (var unit = 0.1; at < end && char.IsAsciiDigit(text[at]); at++, unit /= 10)
        {
            seconds += unit * (text[at] - '0');
        }

        return (at, Math.Round(seconds, 3));
    }
}
