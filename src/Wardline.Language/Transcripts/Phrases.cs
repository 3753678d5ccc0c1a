using System.Buffers;

namespace Wardline.Language.Transcripts;

/// <summary>Words and two-word phrases, each with a weight, counted in a text without copying it.</summary>
internal sealed class Phrases
{
    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’");

    private readonly Dictionary<string, int> _weights = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each list is a weight and the phrases that have it, separated by commas.</summary>
    public Phrases(params ReadOnlySpan<(int Weight, string List)> lists)
    {
        foreach (var (weight, list) in lists)
        {
            foreach (var phrase in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                _weights[phrase] = weight;
            }
        }
    }

    /// <summary>The sum of the weights of all that occurs, and how many words were read.</summary>
    public (int Score, int Words) Weigh(ReadOnlySpan<char> text, int mostWords = int.MaxValue)
    {
        var lookup = _weights.GetAlternateLookup<ReadOnlySpan<char>>();
        var (score, words, previous) = (0, 0, -1);
        for (var at = 0; at < text.Length && words < mostWords;)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && (char.IsLetter(text[end]) || (Apostrophes.Contains(text[end]) && end + 1 < text.Length && char.IsLetter(text[end + 1]))))
            {
                end++;
            }

            words++;
            if (lookup.TryGetValue(text[at..end], out var weight))
            {
                score += weight;
            }

            if (previous >= 0 && end - previous <= 40 && lookup.TryGetValue(text[previous..end], out weight))
            {
                score += weight;
            }

            (previous, at) = (at, end);
        }

        return (score, words);
    }
}
