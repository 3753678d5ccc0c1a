using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers.Cloud;

/// <summary>
/// Asks Anthropic through its SDK. It sends once, keeps no time and traces nothing: repeating, timing and accounting are
/// the pipeline's. The SDK ends quietly where a stream was cut, so only an answer with a finish reason is one.
/// </summary>
internal sealed class CloudChatClient : StreamingClient
{
    private readonly AnthropicClient _client;
    private readonly IChatClient _chat;
    private readonly HttpClient _http;

    public CloudChatClient(HttpClient http, AnthropicOptions options)
    {
        _http = http;
        _client = new AnthropicClient(new ClientOptions
        {
            HttpClient = http,
            ApiKey = options.ApiKey,
            BaseUrl = BaseUrl(options.Endpoint),
            MaxRetries = 0,
            Timeout = TimeSpan.FromHours(1),
            OpenTelemetry = false,
        });
        _chat = _client.AsIChatClient(options.Model, options.MaxAnswerTokens);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = options?.Clone() ?? new ChatOptions();
        asked.AdditionalProperties = null;
        await using var updates = _chat.GetStreamingResponseAsync(messages, asked, cancellationToken).GetAsyncEnumerator(cancellationToken);
        ChatFinishReason? end = null;
        while (await NextAsync(updates, cancellationToken))
        {
            end = updates.Current.FinishReason ?? end;
            if (end == ChatFinishReason.Length)
            {
                throw new ModelFailure(ModelFailureCode.Cut) { EndedByModel = true };
            }

            yield return updates.Current;
        }

        if (end != ChatFinishReason.Stop)
        {
            throw new ModelFailure(end is null ? ModelFailureCode.Cut : ModelFailureCode.Unusable);
        }
    }

    public override void Dispose()
    {
        _chat.Dispose();
        _client.Dispose();
        _http.Dispose();
        base.Dispose();
    }

    /// <summary>The SDK adds <c>/v1</c> itself.</summary>
    internal static string BaseUrl(string endpoint)
    {
        var given = endpoint.Trim().TrimEnd('/');
        return given.EndsWith("/v1", StringComparison.Ordinal) ? given[..^3] : given;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken ct)
    {
        try
        {
            return await Network.AnswerOf(updates.MoveNextAsync().AsTask(), ct);
        }
        catch (AnthropicSseException error) when (!ct.IsCancellationRequested)
        {
            throw ServerErrors.OfError(error.Body);
        }
        catch (AnthropicIOException error) when (!ct.IsCancellationRequested)
        {
            throw error.InnerException is { } cause ? Network.Failure(cause) : new ModelFailure(ModelFailureCode.Cut, error);
        }
        catch (AnthropicException error) when (!ct.IsCancellationRequested)
        {
            throw new ModelFailure(ModelFailureCode.Error, error);
        }
    }
}
