using System.Text;

namespace Wardline.Evaluation.Rouge;

/// <summary>Words as <c>rouge_score</c> cuts them without its stemmer: runs of a–z and 0–9 of the text in lower case.</summary>
internal static class RougeTokens
{
    /// <summary>In lower case an i and a combining dot, which ends the word.</summary>
    private const char DottedI = '\u0130';

    private const char KelvinSign = '\u212A';

    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var letter in text)
        {
            var lower = Lower(letter);
            if (lower != '\0')
            {
                token.Append(lower);
            }

            if (lower == '\0' || letter == DottedI)
            {
                Flush(token, tokens);
            }
        }

        Flush(token, tokens);
        return tokens;
    }

    /// <summary>By lines, as rougeLsum counts sentences.</summary>
    public static List<List<string>> ByLine(string text)
    {
        var lines = new List<List<string>>();
        foreach (var line in text.AsSpan().Split('\n'))
        {
            if (!text.AsSpan(line).IsEmpty)
            {
                lines.Add(Of(text.AsSpan(line)));
            }
        }

        return lines;
    }

    private static void Flush(StringBuilder token, List<string> tokens)
    {
        if (token.Length > 0)
        {
            tokens.Add(token.ToString());
            token.Clear();
        }
    }

    /// <summary>NUL for what is no part of a word. Python's lower case of two other characters has an ASCII letter, too.</summary>
    private static char Lower(char letter) => letter switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' => letter,
        >= 'A' and <= 'Z' => (char)(letter | 0x20),
        DottedI => 'i',
        KelvinSign => 'k',
        _ => '\0',
    };
}
