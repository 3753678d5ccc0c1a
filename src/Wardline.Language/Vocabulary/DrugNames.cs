using System.Text;

namespace Wardline.Language.Vocabulary;

/// <summary>
/// Names of drugs, brands and substances, and which substances each stands for (<c>drugs.tsv</c>; see
/// <c>make-drugs.py</c> for how it is made and NOTICE for where it comes from). The list stays one text, searched by
/// halves: looking up a word allocates nothing.
/// </summary>
internal sealed class DrugNames
{
    private static readonly Lazy<DrugNames> Loaded = new(Load);

    private readonly string _text;
    private readonly int[] _lines;

    private DrugNames(string text, int[] lines)
    {
        _text = text;
        _lines = lines;
    }

    public static DrugNames All => Loaded.Value;

    public int Count => _lines.Length;

    /// <summary>The drug of that name, in lower case; -1 when it is none.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        var at = LowerBound(name);
        return at < _lines.Length && Name(at).SequenceEqual(name) ? at : -1;
    }

    /// <summary>Whether a name, of one word or more, begins with this word.</summary>
    public bool BeginsWith(ReadOnlySpan<char> word)
    {
        // A space sorts before all letters: names of more words follow the word itself.
        var at = LowerBound(word);
        return at < _lines.Length && Name(at).StartsWith(word) && (Name(at).Length == word.Length || Name(at)[word.Length] == ' ');
    }

    /// <summary>Brand and substance, two brands of one substance, or a combination and a part of it.</summary>
    public bool ShareSubstance(int drug, int other)
    {
        if (drug == other)
        {
            return true;
        }

        var substances = Substances(other);
        foreach (var part in Substances(drug).Split(';'))
        {
            foreach (var otherPart in substances.Split(';'))
            {
                if (Substances(drug)[part].SequenceEqual(substances[otherPart]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ReadOnlySpan<char> Name(int drug)
    {
        var line = Line(drug);
        var tab = line.IndexOf('\t');
        return tab < 0 ? line : line[..tab];
    }

    private ReadOnlySpan<char> Substances(int drug)
    {
        var line = Line(drug);
        return line[(line.IndexOf('\t') + 1)..];
    }

    private ReadOnlySpan<char> Line(int drug)
    {
        var rest = _text.AsSpan(_lines[drug]);
        var end = rest.IndexOf('\n');
        return end < 0 ? rest : rest[..end];
    }

    private int LowerBound(ReadOnlySpan<char> name)
    {
        var (low, high) = (0, _lines.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Name(middle).SequenceCompareTo(name) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static DrugNames Load()
    {
        using var stream = typeof(DrugNames).Assembly.GetManifestResourceStream("drugs.tsv")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var text = reader.ReadToEnd().TrimEnd('\n');
        var lines = new List<int>(text.AsSpan().Count('\n') + 1) { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            lines.Add(at + 1);
        }

        return new DrugNames(text, [.. lines]);
    }
}
