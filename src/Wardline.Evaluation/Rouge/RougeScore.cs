using System.Runtime.InteropServices;

namespace Wardline.Evaluation.Rouge;

/// <summary>Shares from 0 to 1.</summary>
/// <param name="Precision">Of what was written, how much the reference has.</param>
/// <param name="Recall">Of the reference, how much was written.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RougeScore(double Precision, double Recall)
{
    public double F => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    internal static RougeScore Of(int hits, int written, int reference) => new((double)hits / Math.Max(written, 1), (double)hits / Math.Max(reference, 1));
}

/// <summary>ROUGE as Google's <c>rouge_score</c> computes it without stemmer.</summary>
public static class Rouge
{
    /// <param name="n">1 for words, 2 for pairs of words.</param>
    public static RougeScore N(string reference, string written, int n)
    {
        var (expected, found) = (NGrams.Count(RougeTokens.Of(reference), n), NGrams.Count(RougeTokens.Of(written), n));
        var hits = expected.Sum(gram => Math.Min(gram.Value, found.GetValueOrDefault(gram.Key)));
        return RougeScore.Of(hits, found.Values.Sum(), expected.Values.Sum());
    }

    /// <summary>The longest common subsequence by lines, united over the lines of what was written: <c>rougeLsum</c>.</summary>
    public static RougeScore LSum(string reference, string written) => SummaryLcs.Score(RougeTokens.ByLine(reference), RougeTokens.ByLine(written));
}
