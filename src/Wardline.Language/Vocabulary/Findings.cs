using System.Collections.Frozen;

namespace Wardline.Language.Vocabulary;

/// <summary>Findings and habits a note may affirm or deny, by the many ways they are said (<c>findings.txt</c>).</summary>
internal sealed class Findings
{
    private static readonly Lazy<Findings> Loaded = new(Load);

    private readonly FrozenDictionary<string, Phrase[]> _byFirstStem;

    private Findings(FrozenDictionary<string, Phrase[]> byFirstStem) => _byFirstStem = byFirstStem;

    public static Findings All => Loaded.Value;

    /// <summary>The phrases that begin with a stem, longest first.</summary>
    public IReadOnlyList<Phrase> BeginningWith(string stem) => _byFirstStem.GetValueOrDefault(stem) ?? [];

    private static Findings Load()
    {
        using var stream = typeof(Findings).Assembly.GetManifestResourceStream("findings.txt")!;
        using var reader = new StreamReader(stream);
        var phrases = new List<Phrase>();
        for (var finding = 0; reader.ReadLine() is { } line;)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            foreach (var saying in line.Split('|', StringSplitOptions.TrimEntries))
            {
                phrases.Add(new Phrase(finding, line[0] != '=', [.. saying.TrimStart('=').Trim().Split([' ', '-']).Select(word => Stem.Of(word))]));
            }

            finding++;
        }

        return new Findings(phrases
            .GroupBy(phrase => phrase.Stems[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Stems.Length).ToArray()));
    }

    /// <param name="Finding">Which finding it says; the same number for all its phrases.</param>
    /// <param name="CanBeDenied">False for what is only said in other words.</param>
    internal sealed record Phrase(int Finding, bool CanBeDenied, string[] Stems);
}
