using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Assistant;

/// <summary>Keeps from a tier what is longer than it takes, before anything is sent: servers cut a longer prompt off without a word.</summary>
internal sealed class PromptLimitChatClient(IChatClient inner, int mostCharacters) : StreamingStage(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        return all.Sum(message => (long)message.Text.Length) > mostCharacters
            ? throw new ModelFailure(ModelFailureCode.TooLong)
            : InnerClient.GetStreamingResponseAsync(all, options, cancellationToken);
    }
}
