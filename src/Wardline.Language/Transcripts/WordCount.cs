using System.Globalization;

namespace Wardline.Language.Transcripts;

internal static class WordCount
{
    /// <summary>Counts words up to <paramref name="enough"/>. A character of a script written without spaces counts as one.</summary>
    public static int Of(ReadOnlySpan<char> text, int enough)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var isWord = char.IsLetterOrDigit(c) || (inWord && c is '\'' or '’' or '-' or '_') || IsMark(c);
            if (isWord && (!inWord || IsUnspacedScript(c)) && ++count >= enough)
            {
                return count;
            }

            inWord = isWord;
        }

        return count;
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsUnspacedScript(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u3040' and <= '\u9FFF');
}
