using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers;
using Wardline.AI.Providers.Builtin;

namespace Wardline.AI.Scribe;

/// <summary>The way of a request for a note, from the outside in.</summary>
internal sealed class NotePipeline(ModelTiers tiers, ContentDigest digest, TimeProvider time, ILogger<FallbackChatClient> logger) : IDisposable
{
    public IChatClient Client { get; } = new AuditingChatClient(
        new FallbackChatClient([tiers.Cloud(Reading), tiers.Local(Reading), ModelTiers.Builtin(new BuiltinChatClient())], time, logger),
        digest,
        time);

    public void Dispose() => Client.Dispose();

    private static TranscriptLimitChatClient Reading(IChatClient answers, TierOptions options) =>
        new(new NoteReadingChatClient(answers), options.MaxTranscriptCharacters);
}
