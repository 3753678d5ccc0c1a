using Wardline.Language.Notes;
using Wardline.Language.Provenance.Checks;
using Wardline.Language.Provenance.Reading;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Provenance;

/// <summary>
/// Holds a note, of whatever origin, against its transcript. Made once per transcript; then each sentence is checked on
/// its own, so that a note can be checked while it is being written. Sentences may be checked side by side.
/// </summary>
public sealed class Grounding
{
    /// <summary>With less of its words said, nothing in the transcript says the sentence.</summary>
    private const double LeastCoverage = 0.3;

    /// <summary>Clauses before and after a source that may hold the rest: the question, the answer, the afterthought.</summary>
    private const int Around = 3;

    private readonly Spoken _spoken;
    private readonly SourceFinder _finder;

    public Grounding(Transcript transcript)
    {
        _spoken = new Spoken(transcript);
        _finder = new SourceFinder(_spoken);
    }

    /// <summary>
    /// The sentence with sources and flags: sources that point nowhere are dropped, whole turns are narrowed to what says
    /// it, missing ones are looked for, and what the transcript does not support is flagged. Nothing of the sentence is
    /// changed or left out.
    /// </summary>
    public NoteSentence Check(NoteSentence sentence)
    {
        var read = _spoken.Read(sentence.Text);
        if (read.Words.Count == 0)
        {
            return sentence with { Sources = Valid(sentence.Sources), Flags = [] };
        }

        var flags = new List<NoteFlag>();
        var sources = Narrowed(read, Valid(sentence.Sources));
        var given = sources.Count > 0 && _finder.IsTouchedBy(read, Near(sources));
        if (!given)
        {
            var (clauses, coverage) = _finder.Find(read);
            sources = coverage >= LeastCoverage ? SpansOf(WithAnswers(clauses)) : [];
            if (coverage < LeastCoverage)
            {
                flags.Add(new NoteFlag(FlagKind.Unsupported, 0, sentence.Text.Length, sentence.Text));
            }
        }

        if (sources.Exists(source => IsQuoted(sentence.Text, source)))
        {
            return sentence with { Sources = sources, Flags = flags };
        }

        var evidence = new Evidence(_spoken, read, sentence.Text, Core(sources), Near(sources), given);
        NumberCheck.Run(evidence, flags);
        DrugCheck.Run(evidence, flags);
        SideCheck.Run(evidence, flags);
        NegationCheck.Run(evidence, flags);
        flags.Sort((flag, other) => (flag.Start, flag.End).CompareTo((other.Start, other.End)));
        return sentence with { Sources = sources, Flags = flags };
    }

    /// <summary>Whole clauses word by word: a part of one could leave out its "no".</summary>
    private bool IsQuoted(string text, SourceSpan source)
    {
        var (first, end) = _spoken.ClausesOf(source.Turn);
        var said = _spoken.Turns[source.Turn].Text.AsSpan(source.Start, source.End - source.Start);
        if (!Bare(text).Equals(Bare(said), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var (begins, ends) = (false, false);
        for (var clause = first; clause < end; clause++)
        {
            var span = _spoken.SpanOf(clause);
            begins |= span.Start >= source.Start && Bare(_spoken.Turns[source.Turn].Text.AsSpan(source.Start, span.Start - source.Start)).IsEmpty;
            ends |= span.End <= source.End && Bare(_spoken.Turns[source.Turn].Text.AsSpan(span.End, source.End - span.End)).IsEmpty;
        }

        return begins && ends;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text) => text.Trim(" .,;:!?\n\r\t-–…");

    private List<SourceSpan> Valid(IReadOnlyList<SourceSpan> sources)
    {
        var valid = new List<SourceSpan>(sources.Count);
        foreach (var source in sources)
        {
            if (source.Turn < 0 || source.Turn >= _spoken.Turns.Count)
            {
                continue;
            }

            var length = _spoken.Turns[source.Turn].Text.Length;
            var start = Math.Clamp(source.Start, 0, length);
            var end = Math.Clamp(source.End, 0, length);
            // Nonsense offsets still name the turn.
            var span = start < end ? source with { Start = start, End = end } : new SourceSpan(source.Turn, 0, length);
            if (span.End > 0 && !valid.Contains(span))
            {
                valid.Add(span);
            }
        }

        return valid;
    }

    private List<SourceSpan> Narrowed(Passage sentence, List<SourceSpan> sources)
    {
        var narrowed = new List<SourceSpan>(sources.Count);
        foreach (var source in sources)
        {
            var (first, end) = _spoken.ClausesOf(source.Turn);
            if (end - first > 1 && source.Start <= _spoken.SpanOf(first).Start && source.End >= _spoken.SpanOf(end - 1).End
                && _finder.Find(sentence, source.Turn) is { Coverage: >= LeastCoverage } found)
            {
                narrowed.AddRange(SpansOf(found.Clauses));
            }
            else
            {
                narrowed.Add(source);
            }
        }

        return narrowed;
    }

    /// <summary>A question without its answer says nothing, and "yes" nothing without its question.</summary>
    private SortedSet<int> WithAnswers(IReadOnlyList<int> clauses)
    {
        var all = new SortedSet<int>(clauses);
        foreach (var clause in clauses)
        {
            if (Answers.AnswerTo(_spoken, clause) is >= 0 and var answer)
            {
                all.Add(answer);
            }

            var (first, end) = Answers.QuestionsBefore(_spoken, clause);
            if (first < end)
            {
                all.Add(end - 1);
            }
        }

        return all;
    }

    private List<SourceSpan> SpansOf(IEnumerable<int> clauses)
    {
        var spans = new List<SourceSpan>();
        var last = -2;
        foreach (var clause in clauses)
        {
            var span = _spoken.SpanOf(clause);
            if (clause == last + 1 && spans[^1].Turn == span.Turn)
            {
                spans[^1] = spans[^1] with { End = span.End };
            }
            else
            {
                spans.Add(span);
            }

            last = clause;
        }

        return spans;
    }

    /// <summary>The clauses of the sources, and what answers them or they answer.</summary>
    private SortedSet<int> Core(List<SourceSpan> sources)
    {
        var clauses = new List<int>();
        foreach (var source in sources)
        {
            var (first, end) = ClausesOf(source);
            clauses.AddRange(Enumerable.Range(first, end - first));
        }

        var core = WithAnswers(clauses);
        foreach (var clause in clauses)
        {
            // "A slight headache. No vomiting.": the rest of an answer belongs to it.
            if (Answers.AnswerTo(_spoken, clause) is >= 0 and var answer)
            {
                var (_, end) = _spoken.ClausesOf(_spoken.Passage.Clauses[answer].Turn);
                core.UnionWith(Enumerable.Range(answer, Math.Min(3, end - answer)));
            }
        }

        return core;
    }

    private (int First, int End) ClausesOf(SourceSpan source)
    {
        var (first, end) = _spoken.ClausesOf(source.Turn);
        while (first < end - 1 && _spoken.SpanOf(first).End <= source.Start)
        {
            first++;
        }

        while (end - 1 > first && _spoken.SpanOf(end - 1).Start >= source.End)
        {
            end--;
        }

        return (first, end);
    }

    private List<(int First, int End)> Near(List<SourceSpan> sources)
    {
        var ranges = new List<(int First, int End)>();
        foreach (var source in sources)
        {
            var (first, end) = ClausesOf(source);
            var range = (First: Math.Max(0, first - Around), End: Math.Min(_spoken.Passage.Clauses.Count, end + Around));
            if (range.First < range.End)
            {
                ranges.Add(range);
            }
        }

        ranges.Sort();
        for (var i = ranges.Count - 2; i >= 0; i--)
        {
            if (ranges[i].End >= ranges[i + 1].First)
            {
                ranges[i] = (ranges[i].First, Math.Max(ranges[i].End, ranges[i + 1].End));
                ranges.RemoveAt(i + 1);
            }
        }

        return ranges;
    }
}
