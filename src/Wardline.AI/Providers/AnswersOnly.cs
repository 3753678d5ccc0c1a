using System.Text.Json;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers;

/// <summary>
/// Lets only answers through: every other status becomes a <see cref="ModelFailure"/> here, whichever client asked. Of an
/// error only the beginning is read; of an answer each event, and the whole, has a largest size.
/// </summary>
internal sealed class AnswersOnly(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MostOfAnError = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw ServerErrors.OfStatus(response.StatusCode, await ErrorInAsync(body, cancellationToken), response.Headers.RetryAfter, time);
            }

            var type = response.Content.Headers.ContentType?.MediaType;
            if (type is "text/html")
            {
                throw new ModelFailure(ModelFailureCode.WrongEndpoint);
            }

            var bounded = new StreamContent(new BoundedStream(body, isEvents: type is "text/event-stream"));
            foreach (var (name, values) in response.Content.Headers)
            {
                bounded.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = bounded;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<JsonElement?> ErrorInAsync(Stream body, CancellationToken ct)
    {
        try
        {
            var beginning = new byte[MostOfAnError];
            var read = await body.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, ct);
            using var json = JsonDocument.Parse(beginning.AsMemory(0, read));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? error.Clone() : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;    // the status says enough
        }
    }
}
