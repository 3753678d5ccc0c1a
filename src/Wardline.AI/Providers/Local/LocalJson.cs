using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardline.AI.Providers.Local;

internal sealed record CompletionRequest(
    string? Model,
    IReadOnlyList<CompletionMessage> Messages,
    bool Stream,
    StreamOptions StreamOptions,
    double? Temperature,
    int? MaxTokens,
    AnswerFormat? ResponseFormat);

internal sealed record CompletionMessage(string Role, string Content);

internal sealed record StreamOptions(bool IncludeUsage);

internal sealed record AnswerFormat(string Type, AnswerSchema JsonSchema);

internal sealed record AnswerSchema(string Name, bool Strict, JsonElement Schema);

/// <summary>A piece of a streamed answer, or a whole one. Whatever servers differ in is left open.</summary>
internal sealed record Completion(IReadOnlyList<Choice?>? Choices, CompletionUsage? Usage, JsonElement? Error, string? Object);

internal sealed record Choice(ChoiceText? Delta, ChoiceText? Message, string? FinishReason);

/// <summary>Reasoning, where a server sends it beside the content, is not read.</summary>
internal sealed record ChoiceText(JsonElement? Content)
{
    /// <summary>A string, or parts of one.</summary>
    public string Text => Content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(PartText)),
        _ => "",
    };

    private static string PartText(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}

internal sealed record CompletionUsage(long? PromptTokens, long? CompletionTokens);

internal sealed record ModelList(IReadOnlyList<ListedModel?>? Data, JsonElement? Error);

internal sealed record ListedModel(string? Id, string? Type)
{
    /// <summary>LM Studio says the type in some versions, and names them <c>text-embedding-…</c> in all.</summary>
    public bool IsForChat => !string.IsNullOrEmpty(Id) && !Id.Contains("embed", StringComparison.OrdinalIgnoreCase) && Type is not ("embedding" or "embeddings");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class LocalJson : JsonSerializerContext;
