namespace Wardline.Evaluation.Notes;

/// <summary>
/// What others reached on ACI-BENCH's test1, and what simple methods reach there: F of ROUGE times 100. Published figures are
/// those of the ACI-BENCH paper; the floors were measured once by the same metric.
/// </summary>
internal static class PublishedScores
{
    private static readonly (string Name, double Rouge1, double Rouge2, double RougeLSum)[] Test1 =
    [
        ("BART+SAMSum by division, published, test1", 53.46, 25.08, 48.62),
        ("GPT-4, published, test1", 51.76, 22.58, 45.97),
        ("retrieval of a training note, published, test1", 43.87, 17.55, 40.47),
        ("12 doctor turns, published, test1", 35.88, 12.44, 32.72),
        ("floor: naive extraction, test1", 38.99, 13.20, 35.95),
        ("floor: nearest training note, another patient's, test1", 45.85, 18.34, 42.44),
        ("ceiling of extraction: best transcript sentences, test1", 47.82, 19.91, 43.86),
    ];

    public static IReadOnlyList<Reference> Of(string metric) =>
    [
        .. Test1.Select(scores => new Reference(scores.Name, metric switch
        {
            "rouge1" => scores.Rouge1,
            "rouge2" => scores.Rouge2,
            _ => scores.RougeLSum,
        })),
    ];
}
