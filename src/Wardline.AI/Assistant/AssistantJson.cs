using System.Text.Json.Serialization;

namespace Wardline.AI.Assistant;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnswerContent))]
internal sealed partial class AssistantJson : JsonSerializerContext;
