using System.Text;
using System.Text.RegularExpressions;

namespace Wardline.AI.Scribe.Answers;

/// <summary>Sentences of prose, and their spelling as a note has it.</summary>
internal static partial class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "mr", "mrs", "ms", "prof", "st", "vs", "approx", "no", "pt", "hx", "dx", "rx", "fx", "tx", "e.g", "i.e", "b.i.d", "t.i.d", "q.i.d", "p.r.n", "p.o", "a.m", "p.m",
    };

    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase) { "", "-", "n/a", "na", "none", "null", "not applicable", "not applicable.", "n/a.", "none." };

    /// <summary>The sentences of a paragraph, each cleaned; never an empty one.</summary>
    public static IEnumerable<string> Of(string paragraph)
    {
        foreach (var line in paragraph.Split('\n'))
        {
            var text = Clean(line);
            var start = 0;
            for (var i = 0; i + 2 < text.Length; i++)
            {
                if (text[i] is '.' or '!' or '?' && text[i + 1] == ' ' && Begins(text[i + 2]) && !IsAbbreviation(text, start, i))
                {
                    yield return text[start..(i + 1)];
                    start = i + 2;
                }
            }

            if (IsSomething(text[start..]))
            {
                yield return text[start..];
            }
        }
    }

    /// <summary>One line without list marks, emphasis and control characters: what comes back can be stored and shown anywhere.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var one = text[i];
            if (char.IsHighSurrogate(one) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(one).Append(text[++i]);
            }
            else if (char.IsWhiteSpace(one) || char.IsControl(one))
            {
                clean.Append(clean.Length > 0 && clean[^1] != ' ' ? " " : "");
            }
            else
            {
                clean.Append(char.IsSurrogate(one) ? '\uFFFD' : one);
            }
        }

        return ListMark().Replace(clean.Replace("**", "").Replace("__", "").ToString().Trim(), "").Trim();
    }

    /// <summary>Models fill what was not said with words for nothing.</summary>
    public static bool IsSomething(string sentence) => !Nothing.Contains(sentence);

    [GeneratedRegex(@"^([-*•·–#]+\s|\d{1,2}[.)]\s|[•·])\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListMark();

    private static bool Begins(char one) => char.IsUpper(one) || char.IsDigit(one) || one is '"' or '(' or '“';

    private static bool IsAbbreviation(string text, int start, int stop)
    {
        var word = text.LastIndexOf(' ', stop, stop - start + 1) + 1;
        var last = text[Math.Max(word, start)..stop];
        return (last.Length <= 1 && last is not ("C" or "F")) || Abbreviations.Contains(last) || (word <= start && last.All(char.IsDigit));
    }
}
