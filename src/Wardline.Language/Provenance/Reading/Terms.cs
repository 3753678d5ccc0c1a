namespace Wardline.Language.Provenance.Reading;

/// <summary>The words of one transcript, each kept once.</summary>
internal sealed class Terms
{
    private readonly Dictionary<string, Term> _terms = [];
    private readonly Dictionary<string, int> _stems = [];
    private readonly Dictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Terms() => _lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Stems => _stems.Count;

    public Term Add(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var term))
        {
            return term;
        }

        var text = word.ToString();
        var stem = Vocabulary.Stem.Of(text);
        if (!_stems.TryGetValue(stem, out var id))
        {
            id = _stems.Count;
            _stems.Add(stem, id);
        }

        return _terms[text] = new Term(text) { StemId = id };
    }

    /// <summary>A word of the note: nothing is kept, so that notes can be checked side by side.</summary>
    public Term Find(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var term))
        {
            return term;
        }

        var text = word.ToString();
        return new Term(text) { StemId = _stems.GetValueOrDefault(Vocabulary.Stem.Of(text), -1) };
    }
}
