using System.Text;

namespace Wardline.Evaluation;

/// <summary>The rows in words, for people.</summary>
public static class EvaluationTable
{
    public static string Of(IReadOnlyList<EvaluationRow> rows)
    {
        var text = new StringBuilder().AppendLine($"{rows[0].Task} on {rows[0].Data}");
        foreach (var row in rows)
        {
            text.AppendLine().Append($"{InWords(row.Metric),-52} {row.Ours,8:0.##}");
            text.AppendLine(row is { Low: { } low, High: { } high } ? $"   (95 % between {low:0.##} and {high:0.##}; {row.Count} notes)" : "");
            foreach (var reference in row.References)
            {
                text.AppendLine($"    {reference.Name,-60} {reference.Value,8:0.##}");
            }
        }

        return text.ToString();
    }

    private static string InWords(string metric) => metric switch
    {
        "rouge1" => "ROUGE-1, F times 100",
        "rouge2" => "ROUGE-2, F times 100",
        "rougeLsum" => "ROUGE-Lsum, F times 100",
        "flagged_by_own_check" => "% of sentences our own check flags",
        "ms_per_note" => "milliseconds per note, median",
        "ms_per_note_p99" => "milliseconds per note, 99th percentile",
        _ when metric.StartsWith("flagged_by_own_check_", StringComparison.Ordinal) => $"  for its {metric["flagged_by_own_check_".Length..]}",
        _ => metric,
    };
}
