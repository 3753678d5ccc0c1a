using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>How a model is to be asked, whatever for: it travels with the options through the pipeline and never leaves the process.</summary>
/// <param name="Prefer">The tier to ask first; null: the highest there is.</param>
/// <param name="Calls">Told of every call; null where there is nobody to account to.</param>
internal sealed record ModelAsk(ModelTier? Prefer, string PromptVersion, IModelCallLog? Calls)
{
    private const string Key = "wardline.ask";

    public static ModelAsk Of(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out ModelAsk? ask) && ask is not null
            ? ask
            : throw new InvalidOperationException("The options do not say how the model is to be asked.");

    public void AddTo(ChatOptions options) => (options.AdditionalProperties ??= [])[Key] = this;
}
