using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Language.Notes;

namespace Wardline.AI.Providers.Builtin;

/// <summary>
/// The built-in engine as a tier. It answers in the JSON that models are asked for, section by section; and since it
/// knows to the character where each sentence comes from, the sentences come along as they are.
/// </summary>
internal sealed class BuiltinChatClient : StreamingClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ask = NoteAsk.Of(options);
        if (!NoteWriter.CanWrite(ask.Transcript.Language))
        {
            throw new ModelFailure(ModelFailureCode.LanguageUnsupported);
        }

        var any = false;
        foreach (var section in NoteWriter.Write(ask.Transcript, ask.Layout).Where(section => section.Sentences.Count > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant,
            [
                new TextContent((any ? "," : "{\"sections\":[") + Json(section)),
                .. section.Sentences.Select(sentence => new SentenceWritten(section.Key, sentence)),
            ]);
            any = true;
            await Task.Yield();
        }

        if (!any)
        {
            throw new ModelFailure(ModelFailureCode.NothingToNote);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, "]}") { FinishReason = ChatFinishReason.Stop };
    }

    private static string Json(NoteSection section) => JsonSerializer.Serialize(
        new SectionJson(section.Key, [.. section.Sentences.Select(sentence => new SentenceJson(sentence.Text, [.. sentence.Sources.Select(source => source.Turn).Distinct()]))]),
        BuiltinJson.Default.SectionJson);
}

internal sealed record SectionJson(string Key, IReadOnlyList<SentenceJson> Sentences);

internal sealed record SentenceJson(string Text, IReadOnlyList<int> Turns);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SectionJson))]
internal sealed partial class BuiltinJson : JsonSerializerContext;
