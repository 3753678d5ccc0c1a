using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Assistant;

/// <summary>
/// Keeps what is asked about a patient from a tier outside the house: as long as identifiers cannot be replaced before
/// they leave it, the next tier answers.
/// </summary>
internal sealed class RecordStaysChatClient(IChatClient inner) : StreamingStage(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        AssistantQuestion.Of(options).Record is not null
            ? throw new ModelFailure(ModelFailureCode.StaysInHouse)
            : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);
}
