using Wardline.Language.Notes.Speech;

namespace Wardline.Language.Notes.Words;

/// <summary>Phrases of one or more words, found by their first word.</summary>
internal sealed class PhraseSet
{
    private readonly Dictionary<string, string[][]> _byFirst;

    public PhraseSet(IEnumerable<string[]> phrases) => _byFirst = phrases.GroupBy(phrase => phrase[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Length).ToArray(), StringComparer.Ordinal);

    /// <summary>How many words the longest phrase at this place has; 0 when there is none.</summary>
    public int LengthAt(IReadOnlyList<Word> words, int at)
    {
        if (at >= words.Count || !_byFirst.TryGetValue(words[at].Lower, out var phrases))
        {
            return 0;
        }

        foreach (var phrase in phrases)
        {
            if (at + phrase.Length <= words.Count && Matches(words, at, phrase))
            {
                return phrase.Length;
            }
        }

        return 0;
    }

    public bool IsIn(IReadOnlyList<Word> words) => IndexIn(words) >= 0;

    public int IndexIn(IReadOnlyList<Word> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (LengthAt(words, at) > 0)
            {
                return at;
            }
        }

        return -1;
    }

    public int CountIn(IReadOnlyList<Word> words)
    {
        var count = 0;
        for (var at = 0; at < words.Count; at++)
        {
            count += LengthAt(words, at) > 0 ? 1 : 0;
        }

        return count;
    }

    private static bool Matches(IReadOnlyList<Word> words, int at, string[] phrase)
    {
        for (var next = 1; next < phrase.Length; next++)
        {
            if (words[at + next].Lower != phrase[next])
            {
                return false;
            }
        }

        return true;
    }
}
