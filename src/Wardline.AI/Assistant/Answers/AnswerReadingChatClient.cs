using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Assistant.Answers;

/// <summary>The answer, read when it was complete.</summary>
internal sealed class AnswerRead(AnswerContent answer) : AIContent
{
    public AnswerContent Answer { get; } = answer;
}

/// <summary>Reads the answer out of what a model says and adds it at the end. What has no answer in it is none.</summary>
internal sealed class AnswerReadingChatClient(IChatClient inner) : StreamingStage(inner)
{
    private const int MostCharacters = 200_000;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = new StringBuilder();
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            said.Append(update.Text);
            if (said.Length > MostCharacters)
            {
                throw new ModelFailure(ModelFailureCode.TooLarge);
            }

            yield return update;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant,
        [
            new AnswerRead(AnswerReader.Read(said.ToString()) ?? throw new ModelFailure(ModelFailureCode.Unusable) { EndedByModel = true }),
        ]);
    }
}
