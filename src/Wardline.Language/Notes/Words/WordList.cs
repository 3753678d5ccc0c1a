using System.Collections.Frozen;

namespace Wardline.Language.Notes.Words;

/// <summary>Makes sets and tables from lists one can read: words in a row, separated by white space.</summary>
internal static class WordList
{
    private static readonly char[] Space = [' ', '\n', '\r'];

    public static FrozenSet<string> Of(string words) => words.Split(Space, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Phrases, one between each two commas.</summary>
    public static PhraseSet Phrases(string phrases) =>
        new(phrases.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(phrase => phrase.Split(Space, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Pairs such as <c>don't=do_not</c>; an underscore stands for a space.</summary>
    public static FrozenDictionary<string, string> Table(string pairs) => pairs.Split(Space, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].Replace('_', ' '), StringComparer.Ordinal);
}
