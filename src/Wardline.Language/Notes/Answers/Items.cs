using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Answers;

/// <summary>The things asked for in one question: "chest pain, any swelling or cough".</summary>
internal static class Items
{
    /// <summary>Those of them that the rest of the answer does not take up again: "no, but some shortness of breath".</summary>
    public static List<Word> Without(List<Word> content, List<Word> rest)
    {
        var taken = rest.Where(word => IsMeaningful(word)).Select(word => Stem(word.Lower)).ToHashSet(StringComparer.Ordinal);
        if (taken.Count == 0)
        {
            return content;
        }

        var kept = new List<Word>(content.Count);
        foreach (var item in Of(content))
        {
            if (!item.Exists(word => IsMeaningful(word) && taken.Contains(Stem(word.Lower))))
            {
                kept.AddRange(kept.Count > 0 ? [Word.Added(","), .. item] : item);
            }
        }

        return kept;
    }

    /// <summary>As a list in writing: commas, and "or" before the last of what is denied.</summary>
    public static List<Word> Named(List<Word> content, bool or)
    {
        var items = Of(content);
        if (items.Count < 2)
        {
            return items.Count == 0 ? content : items[0];
        }

        var written = new List<Word>(content.Count + items.Count);
        var isAlternative = or || content.Exists(word => word.Lower == "or");
        for (var at = 0; at < items.Count; at++)
        {
            if (at > 0 && (items.Count > 2 || !isAlternative))
            {
                written.Add(Word.Added(","));
            }

            if (at > 0 && at == items.Count - 1 && isAlternative)
            {
                written.Add(Word.Added("or"));
            }

            written.AddRange(items[at]);
        }

        return written;
    }

    private static List<List<Word>> Of(List<Word> content)
    {
        var items = new List<List<Word>> { new() };
        foreach (var word in content)
        {
            if (word.Text == "," || word.Lower == "or")
            {
                items.Add([]);
            }
            else if (word.Lower is not ("any" or "like" or "no") || items[^1].Count > 0)
            {
                items[^1].Add(word);
            }
        }

        items.RemoveAll(item => item.Count == 0);
        return items;
    }

    private static bool IsMeaningful(Word word) => word.Lower.Length > 2 && ClinicalWords.IsClinical(word.Lower);

    private static string Stem(string lower) => lower.EndsWith("ing", StringComparison.Ordinal) && lower.Length > 5 ? lower[..^3] : lower.TrimEnd('s');
}
