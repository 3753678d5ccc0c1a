using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Assistant.Answers;

/// <summary>The built-in tier: it reads out of the record what was asked for, and says that it does no more.</summary>
internal sealed class BuiltinAnswerChatClient : StreamingClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = RecordReading.Answer(AssistantQuestion.Of(options));
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return new ChatResponseUpdate(ChatRole.Assistant,
        [
            new TextContent(JsonSerializer.Serialize(answer, AssistantJson.Default.AnswerContent)),
            new AnswerRead(answer),
        ])
        {
            FinishReason = ChatFinishReason.Stop,
        };
    }
}
