using System.Text.Json;
using System.Text.Json.Nodes;
using Wardline.StandIns.Wire;

namespace Wardline.StandIns.Anthropic;

/// <summary>Anthropic's Messages API: <c>POST /v1/messages</c>, whole or as a stream of events. Unlike a local server it wants a key.</summary>
public sealed class AnthropicStandIn : StandIn
{
    /// <summary>Parameters that API version 2026-10-21 answers with 400.</summary>
    private static readonly string[] s_removed = ["temperature", "top_p", "top_k"];

    private AnthropicStandIn()
    {
    }

    public static async Task<AnthropicStandIn> StartAsync(CancellationToken cancellationToken = default)
    {
        var standIn = new AnthropicStandIn();
        await standIn.ListenAsync(cancellationToken);
        return standIn;
    }

    private protected override Task RouteAsync(Exchange exchange)
    {
        exchange.Context.Response.Headers["request-id"] = "req_011CSHoEeqs5C35K2UUqR7Fy";
        var key = KeyOf(exchange.Request);
        if (key is null || (Key is not null && key != Key))
        {
            return RefuseAsync(exchange, StatusCodes.Status401Unauthorized);
        }

        return exchange.Context.Request.Path != "/v1/messages" || exchange.Request.Method != "POST"
            ? RefuseAsync(exchange, StatusCodes.Status404NotFound)
            : IsValid(exchange.Request)
                ? ReplyAsync(exchange, exchange.Request.WantsStream ? Stream : Whole)
                : RefuseAsync(exchange, StatusCodes.Status400BadRequest);
    }

    private protected override JsonNode Refusal(int status) =>
        Body.Json(Body.Exists($"Anthropic/{status}.json") ? $"Anthropic/{status}.json" : "Anthropic/500.json");

    /// <summary>Clients of version 2026-10-21 send it as a bearer token, earlier ones in a header of its own.</summary>
    private static string? KeyOf(RecordedRequest request) =>
        request.Headers.GetValueOrDefault("Authorization") is { } bearer && bearer.StartsWith("Bearer ", StringComparison.Ordinal)
            ? bearer["Bearer ".Length..]
            : request.Headers.GetValueOrDefault("x-api-key");

    /// <summary>What the API requires of every request, and what it no longer takes.</summary>
    private static bool IsValid(RecordedRequest request) =>
        request.Headers.TryGetValue("anthropic-version", out var version)
        && request.Json is { ValueKind: JsonValueKind.Object } json
        && !(version == "2026-10-21" && s_removed.Any(name => json.TryGetProperty(name, out _)))
        && json.TryGetProperty("model", out _)
        && json.TryGetProperty("max_tokens", out _)
        && json.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0;

    private static AnswerShape Whole(RecordedRequest request, string text, bool unfinished)
    {
        var body = Body.Json("Anthropic/message.json");
        body["model"] = Model(request);
        body["stop_reason"] = unfinished ? "max_tokens" : "end_turn";
        body["usage"]!["input_tokens"] = Tokens.About(request.Body);
        body["usage"]!["output_tokens"] = Tokens.About(text);
        return AnswerShape.Whole(piece =>
        {
            body["content"]![0]!["text"] = piece;
            return Body.Utf8(body);
        });
    }

    private static AnswerShape Stream(RecordedRequest request, string text, bool unfinished)
    {
        var events = Body.Events("Anthropic/message.sse");
        var start = events[0].Json;
        start["message"]!["model"] = Model(request);
        start["message"]!["usage"]!["input_tokens"] = Tokens.About(request.Body);
        var end = events[5].Json;
        end["delta"]!["stop_reason"] = unfinished ? "max_tokens" : "end_turn";
        end["usage"]!["output_tokens"] = Tokens.About(text);
        byte[] Piece(string piece)
        {
            var delta = events[3].Json;
            delta["delta"]!["text"] = piece;
            return events[3].With(delta).Utf8();
        }

        return new AnswerShape("text/event-stream; charset=utf-8",
            [events[0].With(start).Utf8(), events[1].Utf8(), events[2].Utf8()],
            Piece,
            [events[4].Utf8(), events[5].With(end).Utf8(), events[6].Utf8()],
            Body.Events("Anthropic/stream-error.sse")[0].Utf8());
    }

    private static string Model(RecordedRequest request) => request.Json.GetProperty("model").GetString()!;
}
