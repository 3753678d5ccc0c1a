using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardline.Bench;

/// <summary>One figure. <paramref name="Ratio"/> above 1 means ours is better.</summary>
public sealed record BenchRow(string Bench, string Metric, string Unit, double Ours, double? Peer = null, string? PeerName = null, double? Ratio = null)
{
    public static BenchRow HigherIsBetter(string bench, string metric, string unit, double ours, double peer, string peerName) =>
        new(bench, metric, unit, ours, peer, peerName, Math.Round(ours / peer, 2));

    public static BenchRow LowerIsBetter(string bench, string metric, string unit, double ours, double peer, string peerName) =>
        new(bench, metric, unit, ours, peer, peerName, Math.Round(peer / ours, 2));

    public static void Print(IEnumerable<BenchRow> rows, bool json)
    {
        foreach (var row in rows)
        {
            Console.WriteLine(json
                ? JsonSerializer.Serialize(row, BenchJson.Default.BenchRow)
                : $"{row.Metric,-36} {row.Ours,12:0.##} {row.Unit,-10}{(row.Peer is { } peer ? $" {row.PeerName}: {peer:0.##} (× {row.Ratio:0.##})" : "")}");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchRow))]
internal sealed partial class BenchJson : JsonSerializerContext;
