using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Wardline.AI.Pipeline;

/// <param name="Client">Null when it is never asked.</param>
/// <param name="Closed">Why it is not. <see cref="ModelFailureCode.Off"/> is told only to who asks for this tier by name.</param>
internal sealed record Tier(ModelTier Name, IChatClient? Client, ModelFailureCode Closed = ModelFailureCode.Off);

/// <summary>
/// Asks the tiers one after the other until one has answered to the end. A failure in mid-answer counts like one before
/// it: the next tier starts anew, and <see cref="TierStarted"/> voids what was said.
/// </summary>
internal sealed partial class FallbackChatClient(IReadOnlyList<Tier> tiers, TimeProvider time, ILogger<FallbackChatClient> logger) : StreamingClient
{
    /// <exception cref="NoTierAnsweredException">None did.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var failures = new List<TierFailed>();
        foreach (var tier in tiers.SkipWhile(tier => !IsFirst(tier, ModelAsk.Of(options).Prefer)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = tier.Client is null ? new ModelFailure(tier.Closed) : null;
            if (tier.Client is not null)
            {
                var since = time.GetTimestamp();
                await using var updates = tier.Client.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (failure is null)
                {
                    try
                    {
                        if (!await updates.MoveNextAsync())
                        {
                            yield break;
                        }
                    }
                    catch (ModelFailure caught)
                    {
                        failure = caught;
                        if (caught.Code is not (ModelFailureCode.Paused or ModelFailureCode.NothingToNote))
                        {
                            Failed(tier.Name, caught.Code, caught.Cause, (long)time.GetElapsedTime(since).TotalMilliseconds);
                        }

                        continue;
                    }

                    yield return updates.Current;
                }
            }

            failures.Add(new TierFailed(tier.Name, failure!.Code));
            yield return new ChatResponseUpdate(ChatRole.Assistant, [failures[^1]]);
        }

        throw new NoTierAnsweredException(failures);
    }

    public override void Dispose()
    {
        foreach (var tier in tiers)
        {
            tier.Client?.Dispose();
        }

        base.Dispose();
    }

    private static bool IsFirst(Tier tier, ModelTier? prefer) => prefer is null ? tier.Client is not null || tier.Closed != ModelFailureCode.Off : tier.Name == prefer;

    [LoggerMessage(5110, LogLevel.Warning, "The {Tier} tier gave no answer: {Code} ({Cause}) after {Ms} ms")]
    private partial void Failed(ModelTier tier, ModelFailureCode code, string? cause, long ms);
}

/// <summary>Every tier was asked, and none had an answer.</summary>
internal sealed class NoTierAnsweredException(IReadOnlyList<TierFailed> failures) : Exception("No tier answered.")
{
    public IReadOnlyList<TierFailed> Failures { get; } = failures;
}
