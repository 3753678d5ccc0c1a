using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Reading;

/// <summary>
/// Cuts a text into words: letters with their apostrophes, numbers with their points, letters with digits behind them
/// (A1c, L4). "20mg" is two words, "b.i.d." is one.
/// </summary>
internal static class WordReader
{
    public delegate Term TermOf(ReadOnlySpan<char> word);

    private const int LongestWord = 64;

    public static void Read(string text, TermOf termOf, List<Word> words)
    {
        Span<char> lower = stackalloc char[LongestWord];
        var first = words.Count;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                if (words.Count > first)
                {
                    words[^1] = words[^1] with { After = words[^1].After | GapOf(text[at]) };
                }

                at++;
                continue;
            }

            var end = EndOf(text, at);
            var length = 0;
            for (var i = at; i < end && length < LongestWord; i++)
            {
                var letter = text[i];
                if (letter != '.' || char.IsAsciiDigit(text[at]))
                {
                    lower[length++] = letter == '’' ? '\'' : char.ToLowerInvariant(letter);
                }
            }

            var term = termOf(lower[..length]);
            if (words.Count > first && IsSpokenPoint(text, words[^1], at) && IsNumber(words[^1].Term) && IsNumber(term))
            {
                words[^1] = words[^1] with { After = Gap.Point };
            }

            words.Add(new Word(term, at, end - at, Gap.None));
            at = end;
        }
    }

    private static bool IsSpokenPoint(string text, Word before, int at) =>
        before.After == Gap.Stop && text.AsSpan(before.End, at - before.End) is " . " && !char.IsUpper(text[at]);

    private static bool IsNumber(Term term) =>
        term.Number.Role is NumberRole.Digit or NumberRole.Digits or NumberRole.Teen or NumberRole.Tens;

    private static int EndOf(string text, int at)
    {
        var end = at + 1;
        if (char.IsAsciiDigit(text[at]))
        {
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' && IsDigit(text, end + 1) && (text[end] == '.' || IsThousand(text, end)))))
            {
                end++;
            }

            return EndOfOrdinal(text, end);
        }

        // b.i.d., p.o., a.m.
        if (IsLetter(text, at) && Is(text, end, '.') && IsLetter(text, end + 1) && !IsLetter(text, end + 2))
        {
            while (Is(text, end, '.') && IsLetter(text, end + 1) && !IsLetter(text, end + 2))
            {
                end += 2;
            }

            return end;
        }

        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] is '\'' or '’' && IsLetter(text, end + 1))))
        {
            end++;
        }

        return end;
    }

    private static int EndOfOrdinal(string text, int end)
    {
        var rest = text.AsSpan(end);
        foreach (var suffix in (ReadOnlySpan<string>)["st", "nd", "rd", "th", "'s", "s"])
        {
            if (rest.StartsWith(suffix, StringComparison.OrdinalIgnoreCase) && !IsLetter(text, end + suffix.Length))
            {
                return end + suffix.Length;
            }
        }

        return end;
    }

    private static bool IsThousand(string text, int comma) =>
        IsDigit(text, comma + 1) && IsDigit(text, comma + 2) && IsDigit(text, comma + 3) && !IsDigit(text, comma + 4);

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsLetter(string text, int at) => at < text.Length && char.IsLetter(text[at]);

    private static bool Is(string text, int at, char letter) => at < text.Length && text[at] == letter;

    private static Gap GapOf(char mark) => mark switch
    {
        '?' => Gap.Question,
        '.' or '!' or '\n' or '…' or '•' => Gap.Stop,
        ';' => Gap.Semicolon,
        ':' => Gap.Colon,
        ',' => Gap.Comma,
        '/' => Gap.Slash,
        '%' => Gap.Percent,
        '+' => Gap.Plus,
        '-' or '–' or '—' => Gap.Hyphen,
        '°' => Gap.Degree,
        '(' or ')' or '[' or ']' => Gap.Parenthesis,
        _ => Gap.None,
    };
}
