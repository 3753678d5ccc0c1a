using Wardline.Language.Notes;
using Wardline.Language.Provenance;

namespace Wardline.Evaluation.Notes;

/// <summary>How many sentences our own check flags, by kind. A sentence counts once for each kind.</summary>
internal sealed class FlagCounts
{
    private readonly Dictionary<FlagKind, int> _byKind = [];

    public int Sentences { get; private set; }

    public int Flagged { get; private set; }

    public void Add(NoteSentence sentence)
    {
        Sentences++;
        Flagged += sentence.Flags.Count > 0 ? 1 : 0;
        foreach (var kind in sentence.Flags.Select(flag => flag.Kind).Distinct())
        {
            _byKind[kind] = _byKind.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>Percent of the sentences; of all kinds when null.</summary>
    public double Percent(FlagKind? kind) =>
        Sentences == 0 ? 0 : Math.Round(100.0 * (kind is { } one ? _byKind.GetValueOrDefault(one) : Flagged) / Sentences, 2);
}
