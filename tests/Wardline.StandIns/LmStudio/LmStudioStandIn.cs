using System.Text.Json;
using System.Text.Json.Nodes;
using Wardline.StandIns.Wire;

namespace Wardline.StandIns.LmStudio;

/// <summary>
/// LM Studio's server: its native lists of models and the OpenAI side. Paths it does not know are answered 200 with an
/// error in the body, as the real one does.
/// </summary>
public sealed class LmStudioStandIn : StandIn
{
    private const string PublishedModel = "gemma-3-270m-it-qat";

    private LmStudioStandIn()
    {
    }

    /// <summary>The chat model it has.</summary>
    public string Model { get; set; } = PublishedModel;

    /// <summary>Whether that model is in memory. If not, chat is refused with 404.</summary>
    public bool Loaded { get; set; } = true;

    /// <summary>Of version 0.4 or later. Older ones do not know <c>/api/v1</c>.</summary>
    public bool HasRestV1 { get; set; } = true;

    public static async Task<LmStudioStandIn> StartAsync(CancellationToken cancellationToken = default)
    {
        var standIn = new LmStudioStandIn();
        await standIn.ListenAsync(cancellationToken);
        return standIn;
    }

    private protected override Task RouteAsync(Exchange exchange) => (exchange.Context.Request.Method, exchange.Context.Request.Path.Value) switch
    {
        _ when Key is { } key && exchange.Request.Headers.GetValueOrDefault("Authorization") != $"Bearer {key}" =>
            RefuseAsync(exchange, StatusCodes.Status401Unauthorized),
        ("GET", "/api/v1/models") when HasRestV1 => exchange.WriteAsync(RestV1Models()),
        ("GET", "/api/v0/models") => exchange.WriteAsync(RestV0Models()),
        ("GET", "/v1/models") => exchange.WriteAsync(OpenAIModels()),
        ("POST", "/v1/chat/completions") => ChatAsync(exchange),
        _ => exchange.WriteAsync(Unexpected(exchange.Request)),
    };

    private protected override JsonNode Refusal(int status) =>
        Body.Json(Body.Exists($"LmStudio/{status}.json") ? $"LmStudio/{status}.json" : "LmStudio/500.json");

    private Task ChatAsync(Exchange exchange)
    {
        if (!Loaded)
        {
            return RefuseAsync(exchange, StatusCodes.Status404NotFound);
        }

        return FormatIsKnown(exchange.Request.Json)
            ? ReplyAsync(exchange, exchange.Request.WantsStream ? Stream : Whole)
            : exchange.WriteAsync(Body.Json("LmStudio/response-format.json"), StatusCodes.Status400BadRequest);
    }

    private static bool FormatIsKnown(JsonElement request) =>
        request.ValueKind != JsonValueKind.Object
        || !request.TryGetProperty("response_format", out var format)
        || format.GetProperty("type").GetString() is "json_schema" or "text";

    private AnswerShape Whole(RecordedRequest request, string text, bool unfinished)
    {
        var body = Body.Json("LmStudio/chat-completion.json");
        body["model"] = Model;
        body["system_fingerprint"] = Model;
        body["usage"] = Usage(request, text);
        body["choices"]![0]!["finish_reason"] = unfinished ? "length" : "stop";
        return AnswerShape.Whole(piece =>
        {
            body["choices"]![0]!["message"]!["content"] = piece;
            return Body.Utf8(body);
        });
    }

    private AnswerShape Stream(RecordedRequest request, string text, bool unfinished)
    {
        var events = Body.Events("LmStudio/chat-completion.sse");
        var stop = events[1].Json;
        stop["choices"]![0]!["finish_reason"] = unfinished ? "length" : "stop";
        var usage = events[2].Json;
        usage["usage"] = Usage(request, text);
        var first = true;
        byte[] Piece(string piece)
        {
            var delta = events[0].Json;
            delta["choices"]![0]!["delta"] = first
                ? new JsonObject { ["role"] = "assistant", ["content"] = piece }
                : new JsonObject { ["content"] = piece };
            first = false;
            return Chunk(events[0], delta);
        }

        byte[][] tail = [Chunk(events[1], stop), .. WantsUsage(request) ? (byte[][])[Chunk(events[2], usage)] : [], events[3].Utf8()];
        return new AnswerShape("text/event-stream", [], Piece, tail, Body.Events("LmStudio/stream-error.sse")[0].Utf8());
    }

    private byte[] Chunk(SseEvent shape, JsonNode data)
    {
        data["model"] = Model;
        data["system_fingerprint"] = Model;
        return shape.With(data).Utf8();
    }

    private static bool WantsUsage(RecordedRequest request) =>
        request.Json.TryGetProperty("stream_options", out var options)
        && options.TryGetProperty("include_usage", out var usage) && usage.ValueKind == JsonValueKind.True;

    private static JsonObject Usage(RecordedRequest request, string text)
    {
        var prompt = Tokens.About(request.Body);
        var completion = Tokens.About(text);
        return new JsonObject { ["prompt_tokens"] = prompt, ["completion_tokens"] = completion, ["total_tokens"] = prompt + completion };
    }

    private JsonNode RestV1Models()
    {
        var body = Body.Json("LmStudio/api-v1-models.json");
        var model = body["models"]![0]!;
        model["key"] = Model;
        if (Loaded)
        {
            model["loaded_instances"]![0]!["id"] = Model;
        }
        else
        {
            model["loaded_instances"] = new JsonArray();
        }

        return body;
    }

    private JsonNode RestV0Models()
    {
        var body = Body.Json("LmStudio/api-v0-models.json");
        body["data"]![0]!["id"] = Model;
        body["data"]![0]!["state"] = Loaded ? "loaded" : "not-loaded";
        return body;
    }

    private JsonNode OpenAIModels()
    {
        var body = Body.Json("LmStudio/v1-models.json");
        body["data"]![0]!["id"] = Model;
        return body;
    }

    private static JsonNode Unexpected(RecordedRequest request)
    {
        var body = Body.Json("LmStudio/unexpected-endpoint.json");
        body["error"] = $"Unexpected endpoint or method. ({request.Method} {request.Path})";
        return body;
    }
}
