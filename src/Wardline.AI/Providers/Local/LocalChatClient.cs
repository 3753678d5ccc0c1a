using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers.Local;

/// <summary>
/// Asks a server that speaks OpenAI's chat completions, each in its own dialect: errors within a 200, answers that are
/// not streamed though they were to be, no usage, no finish reason.
/// </summary>
internal sealed class LocalChatClient(LocalServer server, LocalModels models) : StreamingClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(RequestOf(messages, options), LocalJson.Default.CompletionRequest));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await SendAsync(body, cancellationToken);
        var answer = new AnswerInPieces();
        if (response.Content.Headers.ContentType?.MediaType is "application/json" or "text/plain")
        {
            if (Read(answer, await LocalServer.ReadJsonAsync(response, LocalJson.Default.Completion, cancellationToken)) is { } whole)
            {
                yield return whole;
            }

            answer.CheckEnd();
            yield break;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(stream, (_, data) => AnswerInPieces.Parse(data)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await Network.AnswerOf(events.MoveNextAsync().AsTask(), cancellationToken))
        {
            if (Read(answer, events.Current.Data) is { } update)
            {
                yield return update;
            }

            if (answer.IsDone)
            {
                break;
            }
        }

        answer.CheckEnd();
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContent body, CancellationToken ct)
    {
        try
        {
            return await server.SendAsync(HttpMethod.Post, "chat/completions", body, ct);
        }
        catch (ModelFailure failure) when (failure.Code == ModelFailureCode.NoModel)
        {
            models.Forget();
            throw;
        }
    }

    // Some servers say in a 200 that the model is gone.
    private ChatResponseUpdate? Read(AnswerInPieces answer, Completion? piece)
    {
        try
        {
            return answer.Read(piece);
        }
        catch (ModelFailure failure) when (failure.Code == ModelFailureCode.NoModel)
        {
            models.Forget();
            throw;
        }
    }

    private static CompletionRequest RequestOf(IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        options?.ModelId,
        [.. messages.Select(message => new CompletionMessage(message.Role.Value, message.Text))],
        Stream: true,
        new StreamOptions(IncludeUsage: true),
        Temperature: 0,
        options?.MaxOutputTokens,
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema, SchemaName: var name }
            ? new AnswerFormat("json_schema", new AnswerSchema(name ?? "answer", Strict: true, schema))
            : null);
}
