using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Reading;

/// <summary>Texts read once, in one pass: their words, clauses, numbers, drugs and findings, in the order they stand.</summary>
internal sealed class Passage
{
    /// <summary>So many words without a stop make a clause: recognised speech often has no punctuation at all.</summary>
    private const int LongestClause = 40;

    private const int LongestDrugName = 3;

    private readonly List<Word> _words = [];
    private readonly List<Clause> _clauses = [];
    private readonly List<Quantity> _quantities = [];
    private readonly List<DrugMention> _drugs = [];
    private readonly List<FindingMention> _findings = [];

    private Passage()
    {
    }

    public IReadOnlyList<Word> Words => _words;

    public IReadOnlyList<Clause> Clauses => _clauses;

    public IReadOnlyList<Quantity> Quantities => _quantities;

    public IReadOnlyList<DrugMention> Drugs => _drugs;

    public IReadOnlyList<FindingMention> Findings => _findings;

    public static Passage Of(IEnumerable<string> turns, WordReader.TermOf termOf)
    {
        var passage = new Passage();
        var turn = 0;
        foreach (var text in turns)
        {
            passage.Read(turn++, text, termOf);
        }

        return passage;
    }

    /// <summary>The clause a word stands in.</summary>
    public int ClauseOf(int word)
    {
        var (low, high) = (0, _clauses.Count);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _clauses[middle].First <= word ? (middle, high) : (low, middle);
        }

        return low;
    }

    private void Read(int turn, string text, WordReader.TermOf termOf)
    {
        var first = _words.Count;
        WordReader.Read(text, termOf, _words);
        for (var (from, at) = (first, first); at < _words.Count; at++)
        {
            if (!_words[at].After.Has(Gap.Ends) && at + 1 < _words.Count && !(at - from >= LongestClause && EndsPhrase(at, from)))
            {
                continue;
            }

            _clauses.Add(new Clause(turn, from, at + 1, _words[at].After.Has(Gap.Question)));
            ReadMentions(_clauses.Count - 1, from, at + 1);
            from = at + 1;
        }
    }

    private bool EndsPhrase(int at, int from) =>
        _words[at].After.Has(Gap.Breaks) || (_words[at].Term.Number.Role == NumberRole.None && EndsThought(at, from));

    private bool EndsThought(int at, int from) =>
        at - from >= 2 * LongestClause || _words[at + 1].Term.Text is "and" or "so" or "but" or "i" or "um" or "uh";

    private void ReadMentions(int clause, int first, int end)
    {
        NumberReader.Read(_words, clause, first, end, _quantities);
        for (var at = first; at < end;)
        {
            at += Math.Max(1, Math.Max(ReadDrug(clause, at, end), ReadFinding(clause, at, end)));
        }
    }

    private int ReadDrug(int clause, int at, int end)
    {
        if (!_words[at].Term.BeginsDrug)
        {
            return 0;
        }

        Span<char> name = stackalloc char[LongestDrugName * 65];
        Span<int> ends = stackalloc int[LongestDrugName];
        var length = 0;
        var most = Math.Min(LongestDrugName, end - at);
        for (var i = 0; i < most; i++)
        {
            var word = _words[at + i].Term.Text;
            if (i > 0)
            {
                name[length++] = ' ';
            }

            word.CopyTo(name[length..]);
            length += word.Length;
            ends[i] = length;
        }

        for (var count = most; count > 0; count--)
        {
            var drug = DrugNames.All.Find(name[..ends[count - 1]]);
            if (drug >= 0)
            {
                _drugs.Add(new DrugMention(clause, at, at + count, drug));
                return count;
            }
        }

        return 0;
    }

    private int ReadFinding(int clause, int at, int end)
    {
        foreach (var phrase in _words[at].Term.BeginsFinding)
        {
            if (Matches(phrase.Stems, at, end))
            {
                _findings.Add(new FindingMention(clause, at, at + phrase.Stems.Length, phrase.Finding, phrase.CanBeDenied));
                return phrase.Stems.Length;
            }
        }

        return 0;
    }

    private bool Matches(string[] stems, int at, int end)
    {
        if (at + stems.Length > end)
        {
            return false;
        }

        for (var i = 1; i < stems.Length; i++)
        {
            if (!string.Equals(_words[at + i].Term.Stem, stems[i]))
            {
                return false;
            }
        }

        return true;
    }
}
