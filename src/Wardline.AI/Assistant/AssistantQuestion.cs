using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.Clinical.Patients;

namespace Wardline.AI.Assistant;

/// <summary>What is asked, and about whom.</summary>
/// <param name="Department">The id of the department it is asked in.</param>
/// <param name="Record">Of the patient it is about, as the one who asks may see it; null when it is about none.</param>
/// <param name="Prefer">The tier to ask first; the ones below it follow. Null: the highest there is.</param>
public sealed record AssistantQuestion(string Content, string Department, PatientRecord? Record, ModelTier? Prefer)
{
    private const string Key = "wardline.question";

    /// <summary>Told of every call to a model, before and after it. Null where there is nobody to account to.</summary>
    public IModelCallLog? Calls { get; init; }

    /// <summary>When it is asked: ages count up to here.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    internal static AssistantQuestion Of(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out AssistantQuestion? question) && question is not null
            ? question
            : throw new InvalidOperationException("This pipeline answers questions; the options say which.");

    internal ChatOptions ToOptions(ChatResponseFormat format, string promptVersion)
    {
        var options = new ChatOptions
        {
            ResponseFormat = format,
            AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = this },
        };
        new ModelAsk(Prefer, promptVersion, Calls).AddTo(options);
        return options;
    }
}
