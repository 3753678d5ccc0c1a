namespace Wardline.Bench.Realtime;

/// <summary>What the rounds of one scenario gave, both servers.</summary>
internal sealed class Comparison<T>(string peerName)
{
    public List<T> Ours { get; } = [];

    public List<T> Peer { get; } = [];

    public BenchRow Higher(string metric, string unit, Func<T, double> figure) =>
        BenchRow.HigherIsBetter("realtime", metric, unit, Median(Ours, figure), Median(Peer, figure), peerName);

    public BenchRow Lower(string metric, string unit, Func<T, double> figure) =>
        BenchRow.LowerIsBetter("realtime", metric, unit, Median(Ours, figure), Median(Peer, figure), peerName);

    /// <summary>A figure that has no better or worse, or that only ours tells.</summary>
    public BenchRow OursOnly(string metric, string unit, Func<T, double> figure) => new("realtime", metric, unit, Median(Ours, figure));

    public static double Median(IEnumerable<T> results, Func<T, double> figure) => Math.Round(Latencies.Median(results.Select(figure)), 2);
}
