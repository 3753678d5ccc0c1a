using System.Runtime.InteropServices;

namespace Wardline.Evaluation.Rouge;

/// <summary>
/// ROUGE's summary-level longest common subsequence: for each line of the reference the union of its subsequences with every
/// line written, no token counted more often than both sides have it.
/// </summary>
internal static class SummaryLcs
{
    public static RougeScore Score(List<List<string>> reference, List<List<string>> written)
    {
        var (expected, found) = (Tally(reference), Tally(written));
        var hits = 0;
        foreach (var line in reference)
        {
            var covered = new bool[line.Count];
            foreach (var other in written)
            {
                Mark(line, other, covered);
            }

            for (var at = 0; at < line.Count; at++)
            {
                if (covered[at] && expected[line[at]] > 0 && found.GetValueOrDefault(line[at]) > 0)
                {
                    hits++;
                    expected[line[at]]--;
                    found[line[at]]--;
                }
            }
        }

        return RougeScore.Of(hits, written.Sum(line => line.Count), reference.Sum(line => line.Count));
    }

    private static Dictionary<string, int> Tally(List<List<string>> lines)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in lines.SelectMany(line => line))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out _)++;
        }

        return counts;
    }

    /// <summary>Of several longest subsequences the one the original reads out: from the end, going up where both ways are as long.</summary>
    private static void Mark(List<string> line, List<string> other, bool[] covered)
    {
        var lengths = new int[line.Count + 1, other.Count + 1];
        for (var i = 1; i <= line.Count; i++)
        {
            for (var j = 1; j <= other.Count; j++)
            {
                lengths[i, j] = string.Equals(line[i - 1], other[j - 1], StringComparison.Ordinal)
                    ? lengths[i - 1, j - 1] + 1
                    : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        for (var (i, j) = (line.Count, other.Count); i > 0 && j > 0;)
        {
            if (string.Equals(line[i - 1], other[j - 1], StringComparison.Ordinal))
            {
                covered[i - 1] = true;
                (i, j) = (i - 1, j - 1);
            }
            else if (lengths[i, j - 1] > lengths[i - 1, j])
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }
}
