using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Wardline.AI.Assistant.Answers;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers;

namespace Wardline.AI.Assistant;

/// <summary>The way of a question to the assistant, from the outside in: the tiers are those of the notes.</summary>
internal sealed class AssistantPipeline(ModelTiers tiers, ContentDigest digest, TimeProvider time, ILogger<FallbackChatClient> logger) : IDisposable
{
    public IChatClient Client { get; } = new AuditingChatClient(
        new FallbackChatClient(
            [

                // A question names patients in its own words, whether or not it says whom it is about, and identifiers cannot be
                // replaced yet before they leave the house.
                new Tier(ModelTier.Cloud, Client: null, tiers.HasCloud ? ModelFailureCode.StaysInHouse : ModelFailureCode.Off),

                tiers.Local(Reading),
                ModelTiers.Builtin(new BuiltinAnswerChatClient()),
            ],
            time,
            logger),
        digest,
        time);

    public void Dispose() => Client.Dispose();

    private static PromptLimitChatClient Reading(IChatClient answers, TierOptions options) =>
        new(new AnswerReadingChatClient(answers), options.MaxTranscriptCharacters);
}
