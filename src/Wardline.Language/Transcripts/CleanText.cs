namespace Wardline.Language.Transcripts;

/// <summary>Text without characters that cannot be shown, at the same length.</summary>
internal static class CleanText
{
    /// <summary>
    /// Control characters become spaces, halves of surrogate pairs U+FFFD; tabs and line breaks stay. Offsets into the
    /// result are offsets into what came.
    /// </summary>
    public static string Of(string text)
    {
        var first = FirstBad(text);
        return first < 0 ? text : string.Create(text.Length, (text, first), static (chars, from) =>
        {
            var (source, start) = from;
            source.CopyTo(chars);
            for (var at = start; at < chars.Length; at++)
            {
                if (IsHalf(source, at))
                {
                    chars[at] = '\uFFFD';
                }
                else if (IsUnwantedControl(source[at]))
                {
                    chars[at] = ' ';
                }
            }
        });
    }

    /// <summary>White space, and characters of no width (joiners, byte order marks, direction marks).</summary>
    public static bool IsBlank(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u00AD' or '\u180E' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F');

    private static int FirstBad(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsUnwantedControl(text[at]) || IsHalf(text, at))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsUnwantedControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    private static bool IsHalf(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
