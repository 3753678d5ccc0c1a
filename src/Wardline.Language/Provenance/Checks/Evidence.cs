using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>A sentence and where to look for what it says.</summary>
/// <param name="Core">The clauses of its sources, with their questions and answers.</param>
/// <param name="Near">The clauses of its sources and some around them, in order, without overlap.</param>
/// <param name="Given">The sources came with the sentence: what they say weighs more than what is said elsewhere.</param>
internal sealed record Evidence(Spoken Spoken, Passage Sentence, string Text, IReadOnlySet<int> Core, IReadOnlyList<(int First, int End)> Near, bool Given)
{
    private const int MostElsewhere = 256;

    public bool IsNear(int clause)
    {
        foreach (var (first, end) in Near)
        {
            if (clause >= first && clause < end)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Of mentions of one thing, in the order of the transcript: those near the sources, then the first of the others. How
    /// many are looked at is bounded, however long the transcript is.
    /// </summary>
    public IEnumerable<T> NearFirst<T>(IReadOnlyList<int> indexes, IReadOnlyList<T> items, Func<T, int> clauseOf)
    {
        foreach (var (first, end) in Near)
        {
            for (var at = Ordered.FirstAtLeast(indexes, items, clauseOf, first); at < indexes.Count && clauseOf(items[indexes[at]]) < end; at++)
            {
                yield return items[indexes[at]];
            }
        }

        for (var at = 0; at < Math.Min(indexes.Count, MostElsewhere); at++)
        {
            if (!IsNear(clauseOf(items[indexes[at]])))
            {
                yield return items[indexes[at]];
            }
        }
    }

    public NoteFlag Flag(FlagKind kind, int firstWord, int endWord)
    {
        var (start, end) = (Sentence.Words[firstWord].Start, Sentence.Words[endWord - 1].End);
        return new NoteFlag(kind, start, end, Text[start..end]);
    }

    /// <summary>Whether the words around a place in the transcript share a word of substance with the sentence.</summary>
    public bool SharesTopic(int firstWord, int endWord, int reach)
    {
        var (first, end) = (Math.Max(0, firstWord - reach), Math.Min(Spoken.Passage.Words.Count, endWord + reach));
        for (var at = first; at < end; at++)
        {
            var term = Spoken.Passage.Words[at].Term;
            if (term.IsContent && !term.IsNoteWord && HasStem(term.StemId))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasStem(int stem)
    {
        foreach (var word in Sentence.Words)
        {
            if (word.Term.StemId == stem)
            {
                return true;
            }
        }

        return false;
    }
}
