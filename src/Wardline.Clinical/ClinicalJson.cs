using System.Text.Json.Serialization;
using Wardline.Clinical.Patients;
using Wardline.Data.Json;

namespace Wardline.Clinical;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(PatientPage))]
[JsonSerializable(typeof(PatientRecord))]
public sealed partial class ClinicalJson : JsonSerializerContext;
