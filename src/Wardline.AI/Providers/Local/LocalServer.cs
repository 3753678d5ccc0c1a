using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers.Local;

/// <summary>Requests to the local server.</summary>
internal sealed class LocalServer(HttpClient http, LocalOptions options) : IDisposable
{
    /// <summary>The answer, its body not yet read; anything else is a <see cref="ModelFailure"/>.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Base, path)) { Content = content };
        if (!string.IsNullOrEmpty(options.ApiKey))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        return await Network.AnswerOf(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct), ct);
    }

    /// <summary>The body as one JSON value.</summary>
    public static async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            return await Network.AnswerOf(JsonSerializer.DeserializeAsync(body, type, ct).AsTask(), ct) ?? throw new ModelFailure(ModelFailureCode.WrongEndpoint);
        }
        catch (JsonException error)
        {
            throw new ModelFailure(ModelFailureCode.WrongEndpoint, error);
        }
    }

    public void Dispose() => http.Dispose();
}
