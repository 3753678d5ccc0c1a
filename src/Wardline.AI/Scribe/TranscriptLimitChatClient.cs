using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Scribe;

/// <summary>Keeps from a tier what is longer than it takes, before anything is sent.</summary>
internal sealed class TranscriptLimitChatClient(IChatClient inner, int mostCharacters) : StreamingStage(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        NoteAsk.Of(options).Transcript.Turns.Sum(turn => (long)turn.Text.Length) > mostCharacters
            ? throw new ModelFailure(ModelFailureCode.TooLong)
            : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);
}
