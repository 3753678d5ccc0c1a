using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>
/// A tier is about to be asked. Nothing has been sent yet, and nothing is sent before the reader asks for more: whoever
/// must account for the call does so on seeing this. It comes once for each time the prompt is sent: the same tier again
/// after it refused the request as it was. Whatever was said before is void.
/// </summary>
internal sealed class TierStarted(ModelTier tier, string? model) : AIContent
{
    public ModelTier Tier { get; } = tier;

    public string? Model { get; } = model;
}

/// <summary>A tier gave no answer; another is asked next.</summary>
internal sealed class TierFailed(ModelTier tier, ModelFailureCode code) : AIContent
{
    public ModelTier Tier { get; } = tier;

    public ModelFailureCode Code { get; } = code;

    /// <summary>As the wire contract names it.</summary>
    public string Reason => $"{Tier.Name()}_{ModelFailure.Name(Code)}";
}

internal static class TierNames
{
    public static string Name(this ModelTier tier) => tier switch
    {
        ModelTier.Cloud => "cloud",
        ModelTier.Local => "local",
        _ => "builtin",
    };
}
