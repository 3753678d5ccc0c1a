using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Asks once more without a schema for the answer where a server does not take one, and from then on without it at once,
/// until the model changes. Each sending is announced: the first by the stage around this one, the second here.
/// </summary>
internal sealed class PlainAnswerChatClient(IChatClient inner, ModelTier tier) : StreamingStage(inner)
{
    // A model's name: references are swapped whole, and a race costs one request more.
    private string? _plainFor;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = options?.Clone() ?? new ChatOptions();
        var model = asked.ModelId ?? "";
        if (string.Equals(_plainFor, model, StringComparison.Ordinal))
        {
            asked.ResponseFormat = null;
        }

        var updates = InnerClient.GetStreamingResponseAsync(messages, asked, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            var more = false;
            var refused = false;
            try
            {
                more = await updates.MoveNextAsync();
            }
            catch (ModelFailure failure) when (failure.Refused && asked.ResponseFormat is not null)
            {
                refused = true;
            }

            if (refused)
            {
                await updates.DisposeAsync();
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new TierStarted(tier, asked.ModelId)]);
                asked.ResponseFormat = null;
                updates = InnerClient.GetStreamingResponseAsync(messages, asked, cancellationToken).GetAsyncEnumerator(cancellationToken);
                more = await updates.MoveNextAsync();
                _plainFor = model;
            }

            for (; more; more = await updates.MoveNextAsync())
            {
                yield return updates.Current;
            }
        }
        finally
        {
            await updates.DisposeAsync();
        }
    }
}
