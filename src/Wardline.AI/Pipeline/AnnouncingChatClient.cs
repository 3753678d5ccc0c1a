using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>Finds out which model will answer and says so, then lets the request through.</summary>
internal sealed class AnnouncingChatClient(IChatClient inner, ModelTier tier, Func<CancellationToken, ValueTask<string?>> model) : StreamingStage(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var name = await model(cancellationToken);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new TierStarted(tier, name)]);
        var named = options?.Clone() ?? new ChatOptions();
        named.ModelId = name;
        await foreach (var update in base.InnerClient.GetStreamingResponseAsync(messages, named, cancellationToken))
        {
            yield return update;
        }
    }
}
