using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Language.Notes;

namespace Wardline.AI.Tests.Harness;

/// <summary>A stage's inner client that does what a test says.</summary>
internal sealed class Scripted(Func<ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> script) : StreamingClient
{
    public int Asked { get; private set; }

    public static IEnumerable<ChatMessage> Hello { get; } = [new(ChatRole.User, "Hello")];

    public static ChatOptions Options(ModelTier? prefer = null, IModelCallLog? calls = null) =>
        new NoteAsk(ScribeUnderTest.Visit, NoteLayout.Soap).ToOptions(NotePrompt.Soap.Format, new ModelAsk(prefer, "note-soap-v1", calls));

    public static Scripted Says(params string[] pieces) => new((_, _) => Updates(pieces));

    public static Scripted Fails(ModelFailureCode code) => new((_, _) => throw new ModelFailure(code));

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked++;
        await foreach (var update in script(options, cancellationToken))
        {
            yield return update;
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }
    }
}
