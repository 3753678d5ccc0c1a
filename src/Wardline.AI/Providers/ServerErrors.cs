using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers;

/// <summary>What servers say when they do not answer, as a failure of ours. Only codes are taken over, never words.</summary>
internal static class ServerErrors
{
    public static ModelFailure OfStatus(HttpStatusCode status, JsonElement? error, RetryConditionHeaderValue? retry, TimeProvider time)
    {
        var code = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ModelFailureCode.Unauthorized,
            HttpStatusCode.TooManyRequests => ModelFailureCode.RateLimited,
            HttpStatusCode.ServiceUnavailable or (HttpStatusCode)529 => ModelFailureCode.Overloaded,
            HttpStatusCode.RequestEntityTooLarge => ModelFailureCode.TooLong,
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => ModelFailureCode.Timeout,
            >= HttpStatusCode.InternalServerError => ModelFailureCode.Error,
            _ => OfBody(error) ?? OfRequest(status),
        };
        return new ModelFailure(code)
        {
            RetryAfter = retry is null ? null : retry.Delta ?? (retry.Date is { } date ? date - time.GetUtcNow() : null),
            Refused = code == ModelFailureCode.Error && status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
        };
    }

    /// <summary>An error that came as the body of a 200, or in the stream.</summary>
    public static ModelFailure OfError(JsonElement error) => new(OfBody(error) ?? ModelFailureCode.Error);

    private static ModelFailureCode OfRequest(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.PaymentRequired ? ModelFailureCode.Error : ModelFailureCode.WrongEndpoint;

    // Servers agree on little: the type, the code and the beginning of the message are all there is to go by.
    private static ModelFailureCode? OfBody(JsonElement? error)
    {
        if (error is not { } body)
        {
            return null;
        }

        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var within))
        {
            return OfBody(within);
        }

        var said = string.Join(' ', Words(body));
        return Says("exceed_context", "context_length", "context length", "context window", "too long", "n_ctx", "larger than the context") ? ModelFailureCode.TooLong
            : Says("model_not_found", "no models loaded", "model not found", "no model loaded", "not_found_error", "does not exist", "failed to load model") ? ModelFailureCode.NoModel
            : Says("unexpected endpoint", "unknown endpoint", "unknown path") ? ModelFailureCode.WrongEndpoint
            : Says("rate_limit") ? ModelFailureCode.RateLimited
            : Says("overloaded", "unavailable_error") ? ModelFailureCode.Overloaded
            : Says("authentication", "permission_error", "invalid_api_key") ? ModelFailureCode.Unauthorized
            : null;

        bool Says(params ReadOnlySpan<string> any)
        {
            foreach (var phrase in any)
            {
                if (said.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static IEnumerable<string> Words(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
        {
            yield return error.GetString()!;
        }
        else if (error.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in error.EnumerateObject())
            {
                if (property.Name is "type" or "code" or "message" && property.Value.ValueKind == JsonValueKind.String)
                {
                    var words = property.Value.GetString()!;
                    yield return words[..Math.Min(words.Length, 300)];
                }
            }
        }
    }
}
