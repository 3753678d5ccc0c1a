using Wardline.AI.Pipeline;

namespace Wardline.AI;

/// <summary>How a tier does, as requests have shown: nobody is asked for it.</summary>
/// <param name="Tier"><c>cloud</c>, <c>local</c> or <c>builtin</c>.</param>
/// <param name="State"><c>off</c>, <c>unknown</c> (not asked since the start), <c>ready</c>, <c>failing</c> or <c>resting</c>.</param>
/// <param name="LastFailure">What happened the last time, as in a note's reasons, if it failed.</param>
/// <param name="LatencyMs">Of its last answer, to the end.</param>
public sealed record ProviderView(ModelTier Tier, string Provider, string? Model, ModelState State, string? LastFailure, long? LatencyMs)
{
    public static ProviderView Of(ModelStatus status) => new(
        status.Tier, status.Provider, status.Model, status.State, status.LastFailure, (long?)status.LastTook?.TotalMilliseconds);
}

public sealed record ProviderList(IReadOnlyList<ProviderView> Items);
