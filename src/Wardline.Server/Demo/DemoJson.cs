using System.Text.Json.Serialization;
using Wardline.Server.Demo.Consultations;

namespace Wardline.Server.Demo;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DemoPreferences))]
[JsonSerializable(typeof(DemoAccountLine))]
[JsonSerializable(typeof(DemoAccountList))]
[JsonSerializable(typeof(DemoConsultationList))]
internal sealed partial class DemoJson : JsonSerializerContext;
