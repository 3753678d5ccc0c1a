namespace Wardline.Language.Vocabulary;

/// <summary>The part of an English word that its forms share, roughly: enough to see "coughing" in "cough".</summary>
internal static class Stem
{
    /// <param name="word">In lower case.</param>
    public static string Of(ReadOnlySpan<char> word)
    {
        if (word.EndsWith("'s"))
        {
            word = word[..^2];
        }

        if (word.Length <= 3)
        {
            return word.ToString();
        }

        if (word.EndsWith("ies") && word.Length > 4)
        {
            return $"{word[..^3]}i";
        }

        if (word.EndsWith("es") && word.Length > 4 && word[^3] is 's' or 'x' or 'z' or 'h')
        {
            word = word[..^2];
        }
        else if (word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i'))
        {
            word = word[..^1];
        }

        if (word.EndsWith("ing") && word.Length > 5)
        {
            word = Undouble(word[..^3]);
        }
        else if (word.EndsWith("ed") && word.Length > 4)
        {
            word = Undouble(word[..^2]);
        }
        else if (word.EndsWith("ly") && word.Length > 5)
        {
            word = word[..^2];
        }

        if (word[^1] == 'e' && word.Length > 3)
        {
            word = word[..^1];
        }

        return word[^1] == 'y' && word.Length > 3 ? $"{word[..^1]}i" : word.ToString();
    }

    private static ReadOnlySpan<char> Undouble(ReadOnlySpan<char> word) =>
        word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'z') ? word[..^1] : word;
}
