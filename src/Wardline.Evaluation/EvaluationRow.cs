using System.Text.Json.Serialization;

namespace Wardline.Evaluation;

/// <summary>One figure beside those of others.</summary>
/// <param name="Data">Set and split, e.g. <c>aci-bench/valid</c>.</param>
/// <param name="Low">Lower end of the 95 % confidence interval, where there is one.</param>
/// <param name="Count">Notes or sentences it rests on.</param>
public sealed record EvaluationRow(
    string Task, string Data, string Metric, double Ours, IReadOnlyList<Reference> References, double? Low = null, double? High = null, int? Count = null);

/// <param name="Name">Who or what, and on which split.</param>
public sealed record Reference(string Name, double Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvaluationRow))]
public sealed partial class EvaluationJson : JsonSerializerContext;
