using System.Text.Json.Serialization;

namespace Wardline.Data.Audit;

/// <summary>What a call to a model leaves behind: which model was asked with what prompt, and how much. Never content.</summary>
/// <param name="Tier"><c>cloud</c>, <c>local</c> or <c>builtin</c>.</param>
/// <param name="PromptHmac">Keyed digest, base64: shows that a text is the one that was sent, to somebody who has both text and key.</param>
/// <param name="AnswerHmac">The same of the answer, as far as it came.</param>
/// <param name="TookMs">Until the answer's end.</param>
public sealed record ModelCallAudit(
    string Tier,
    string? Model,
    string? PromptVersion,
    string? PromptHmac,
    string? AnswerHmac,
    long? InputTokens,
    long? OutputTokens,
    long? TookMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelCallAudit))]
internal sealed partial class AuditJson : JsonSerializerContext;
