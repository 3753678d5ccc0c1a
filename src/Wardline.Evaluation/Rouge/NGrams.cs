using System.Runtime.InteropServices;

namespace Wardline.Evaluation.Rouge;

internal static class NGrams
{
    /// <summary>How often each run of <paramref name="n"/> tokens stands there.</summary>
    public static Dictionary<string, int> Count(List<string> tokens, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at + n <= tokens.Count; at++)
        {
            // No token holds a space.
            CollectionsMarshal.GetValueRefOrAddDefault(counts, string.Join(' ', tokens.GetRange(at, n)), out _)++;
        }

        return counts;
    }
}
