namespace Wardline.AI.Pipeline;

public enum ModelState
{
    /// <summary>Not asked since the start.</summary>
    Unknown,

    /// <summary>Not switched on.</summary>
    Off,

    /// <summary>It answered when it was asked last.</summary>
    Ready,

    /// <summary>It did not, and will be asked again.</summary>
    Failing,

    /// <summary>It failed often and is not asked for a while.</summary>
    Resting,
}

/// <summary>How a tier does, as requests of users have shown.</summary>
/// <param name="Provider"><c>anthropic</c>, <c>openai-compatible</c> or <c>wardline</c>.</param>
/// <param name="Model">The model that answered last, or is set up; null where that is not known.</param>
/// <param name="LastFailure">The reason, as in the wire contract, if the last request failed.</param>
/// <param name="LastTook">From the request to the end of the last answer.</param>
public sealed record ModelStatus(ModelTier Tier, string Provider, string? Model, ModelState State, string? LastFailure, TimeSpan? LastTook);

/// <summary>How the tiers do. Looking costs nothing and asks nobody.</summary>
public sealed class ModelStates
{
    private readonly IReadOnlyList<Func<ModelStatus>> _tiers;

    internal ModelStates(IReadOnlyList<Func<ModelStatus>> tiers) => _tiers = tiers;

    /// <summary>Highest tier first.</summary>
    public IReadOnlyList<ModelStatus> Read() => [.. _tiers.Select(tier => tier())];
}
