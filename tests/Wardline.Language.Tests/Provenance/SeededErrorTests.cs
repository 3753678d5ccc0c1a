using Wardline.Language.Notes;

namespace Wardline.Language.Provenance;

/// <summary>How many faults are seen, and how many true sentences are suspected: with sources given, and without.</summary>
public sealed class SeededErrorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wrong_numbers_units_drugs_sides_and_denials_are_flagged(bool withSources)
    {
        var seen = Enum.GetValues<FlagKind>().ToDictionary(kind => kind, _ => (Seeded: 0, Flagged: 0));
        var random = new Random(20261121);
        foreach (var consultation in Consultation.All)
        {
            var grounding = new Grounding(consultation.Transcript);
            foreach (var (text, turns) in consultation.True)
            {
                foreach (var error in SeededErrors.Of(text, random))
                {
                    var flagged = grounding.Check(Sentence(consultation, error.Text, withSources ? turns : [])).Flags.Any(flag => flag.Kind == error.Kind
                        || (error.Kind == FlagKind.Unit && flag.Kind == FlagKind.Number) || flag.Kind == FlagKind.Unsupported);
                    var (seeded, count) = seen[error.Kind];
                    seen[error.Kind] = (seeded + 1, count + (flagged ? 1 : 0));
                    if (!flagged)
                    {
                        output.WriteLine($"missed {error.Kind} in {consultation.Name}: {error.Text}");
                    }
                }
            }
        }

        foreach (var (kind, (seeded, flagged)) in seen.Where(entry => entry.Value.Seeded > 0))
        {
            output.WriteLine($"{kind}: {flagged} of {seeded}");
        }

        var all = seen.Values.Sum(entry => entry.Seeded);
        Assert.True(all >= 200, $"{all} seeded");
        Assert.True(seen.Values.Sum(entry => entry.Flagged) >= 0.97 * all);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void True_sentences_are_rarely_suspected(bool withSources)
    {
        var (all, suspected) = (0, 0);
        foreach (var consultation in Consultation.All)
        {
            var grounding = new Grounding(consultation.Transcript);
            foreach (var (text, turns) in consultation.True)
            {
                all++;
                var flags = grounding.Check(Sentence(consultation, text, withSources ? turns : [])).Flags;
                if (flags.Count > 0)
                {
                    suspected++;
                    output.WriteLine($"{consultation.Name}: {text} {string.Join(", ", flags.Select(flag => $"{flag.Kind} \"{flag.Text}\""))}");
                }
            }
        }

        output.WriteLine($"{suspected} of {all} suspected");
        Assert.True(suspected <= 0.03 * all);
    }

    private static NoteSentence Sentence(Consultation consultation, string text, int[] turns) =>
        new(text, [.. turns.Select(turn => new SourceSpan(turn, 0, consultation.Transcript.Turns[turn].Text.Length))], []);
}
