using System.Text.Json.Serialization;

namespace Wardline.Data.Postgres;

/// <summary><c>wardline.json</c>: says that the folder is ours and who can read it.</summary>
internal sealed record DataFolderMarker(
    [property: JsonRequired] int Format,
    [property: JsonRequired] int PostgresMajor,
    DateTimeOffset CreatedAt,
    bool Initialized);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DataFolderMarker))]
internal sealed partial class DataFolderJson : JsonSerializerContext;
