using System.Text.Json.Serialization;

namespace Wardline.Server.Demo;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DemoPreferences))]
[JsonSerializable(typeof(DemoAccountLine))]
[JsonSerializable(typeof(DemoAccountList))]
internal sealed partial class DemoJson : JsonSerializerContext;
