using System.Text;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>Words as a written sentence: spaces, capitals, a full stop.</summary>
internal static class Sentence
{
    public static string Write(IReadOnlyList<Word> words)
    {
        var text = new StringBuilder();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word.IsMark && (text.Length == 0 || IsPunctuation(text[^1])))
            {
                continue;
            }

            var written = Spelling.Of(words, at);
            if (text.Length > 0 && !word.IsMark && written[0] is not ('%' or '/'))
            {
                text.Append(' ');
            }

            text.Append(written);
        }

        while (text.Length > 0 && (IsPunctuation(text[^1]) || text[^1] == ' ') && text[^1] is not ('%' or ')'))
        {
            text.Length--;
        }

        if (text.Length == 0)
        {
            return "";
        }

        text[0] = char.ToUpperInvariant(text[0]);
        return text.Append('.').ToString();
    }

    private static bool IsPunctuation(char c) => c is ',' or '.' or ';' or ':' or '?' or '!' or '-';
}
