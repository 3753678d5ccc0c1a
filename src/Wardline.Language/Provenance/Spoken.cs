using System.Runtime.InteropServices;
using Wardline.Language.Provenance.Reading;
using Wardline.Language.Transcripts;
using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance;

/// <summary>The transcript, read once: which clauses hold a stem, a number, a drug, a finding. Built in one pass.</summary>
internal sealed class Spoken
{
    private readonly Terms _terms = new();
    private readonly int[] _postingStarts;
    private readonly int[] _postings;
    private readonly int[] _firstClauses;
    private readonly Dictionary<double, List<int>> _quantitiesByValue = [];
    private readonly Dictionary<int, List<int>> _mentionsByFinding = [];
    private readonly Dictionary<int, List<int>> _mentionsByDrug = [];

    public Spoken(Transcript transcript)
    {
        Turns = transcript.Turns;
        Passage = Passage.Of(transcript.Turns.Select(turn => turn.Text), _terms.Add);
        (_postingStarts, _postings) = Post();
        _firstClauses = FirstClauses();
        for (var i = 0; i < Passage.Quantities.Count; i++)
        {
            var quantity = Passage.Quantities[i];
            Add(_quantitiesByValue, quantity.Value, i);
            if (quantity.IsRatio && !quantity.Second.Equals(quantity.Value))
            {
                Add(_quantitiesByValue, quantity.Second, i);
            }
        }

        for (var i = 0; i < Passage.Findings.Count; i++)
        {
            Add(_mentionsByFinding, Passage.Findings[i].Finding, i);
        }

        for (var i = 0; i < Passage.Drugs.Count; i++)
        {
            Add(_mentionsByDrug, Passage.Drugs[i].Drug, i);
        }
    }

    public IReadOnlyList<Turn> Turns { get; }

    public Passage Passage { get; }

    public IEnumerable<int> Drugs => _mentionsByDrug.Keys;

    /// <summary>The drugs said that share a substance with this one.</summary>
    public IReadOnlyList<int> DrugsLike(int drug) => [.. Drugs.Where(said => DrugNames.All.ShareSubstance(said, drug))];

    public IEnumerable<DrugMention> DrugsIn(int firstClause, int endClause)
    {
        for (var at = Ordered.FirstAtLeast(Passage.Drugs, static mention => mention.Clause, firstClause); at < Passage.Drugs.Count && Passage.Drugs[at].Clause < endClause; at++)
        {
            yield return Passage.Drugs[at];
        }
    }

    public Passage Read(string sentence) => Passage.Of([sentence], _terms.Find);

    /// <summary>The clauses that hold a stem, in order, each once.</summary>
    public ReadOnlySpan<int> ClausesWith(int stem) => stem < 0 ? [] : _postings.AsSpan(_postingStarts[stem].._postingStarts[stem + 1]);

    /// <summary>Indexes of the numbers of that value, as such or as the lower of a ratio, in the order of the transcript.</summary>
    public IReadOnlyList<int> QuantitiesOf(double value) => _quantitiesByValue.GetValueOrDefault(value) ?? [];

    public IReadOnlyList<int> MentionsOfFinding(int finding) => _mentionsByFinding.GetValueOrDefault(finding) ?? [];

    public IReadOnlyList<int> MentionsOfDrug(int drug) => _mentionsByDrug.GetValueOrDefault(drug) ?? [];

    /// <summary>The clauses of a turn: the first, and the one after the last.</summary>
    public (int First, int End) ClausesOf(int turn) => (_firstClauses[turn], _firstClauses[turn + 1]);

    /// <summary>Where in its turn a clause stands.</summary>
    public SourceSpan SpanOf(int clause)
    {
        var (turn, first, end, _) = Passage.Clauses[clause];
        return new SourceSpan(turn, Passage.Words[first].Start, Passage.Words[end - 1].End);
    }

    private static void Add<TKey>(Dictionary<TKey, List<int>> lists, TKey key, int index)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
        (list ??= []).Add(index);
    }

    /// <summary>Counts, then fills: two passes and three arrays for any number of stems.</summary>
    private (int[] Starts, int[] Postings) Post()
    {
        var starts = new int[_terms.Stems + 1];
        var lastClause = new int[_terms.Stems];
        Visit(lastClause, (stem, _) => starts[stem + 1]++);
        for (var stem = 0; stem < _terms.Stems; stem++)
        {
            starts[stem + 1] += starts[stem];
        }

        var postings = new int[starts[^1]];
        var next = starts.ToArray();
        Visit(lastClause, (stem, clause) => postings[next[stem]++] = clause);
        return (starts, postings);
    }

    private void Visit(int[] lastClause, Action<int, int> visit)
    {
        Array.Fill(lastClause, -1);
        for (var clause = 0; clause < Passage.Clauses.Count; clause++)
        {
            for (var word = Passage.Clauses[clause].First; word < Passage.Clauses[clause].End; word++)
            {
                var term = Passage.Words[word].Term;
                if (term.IsContent && lastClause[term.StemId] != clause)
                {
                    lastClause[term.StemId] = clause;
                    visit(term.StemId, clause);
                }
            }
        }
    }

    private int[] FirstClauses()
    {
        var firsts = new int[Turns.Count + 1];
        var clause = 0;
        for (var turn = 0; turn <= Turns.Count; turn++)
        {
            firsts[turn] = clause;
            while (clause < Passage.Clauses.Count && Passage.Clauses[clause].Turn == turn)
            {
                clause++;
            }
        }

        return firsts;
    }
}
