using System.Text.Json;
using Wardline.AI.Assistant;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Chat;

/// <summary>
/// Reads one message strictly: an object whose known fields have their type and length. Fields nobody knows are left
/// alone, so that clients may be newer than the server (docs/protocol/chat.md, CHAT-5 to CHAT-8).
/// </summary>
internal static class ChatMessageReader
{
    /// <summary>Nothing here is nested; a newer client's field may be, a little.</summary>
    public const int MostDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    private static readonly Problem BadJson = Problem.BadRequest("bad_json", $"A message is one JSON object in UTF-8, at most {MostDepth} levels deep, each field once.");

    public static Outcome<ChatMessage> Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : BadJson;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return BadJson;       // an InvalidOperationException: bytes that are not UTF-8, or half a surrogate pair
        }
    }

    private static Outcome<ChatMessage> Read(JsonElement root)
    {
        var fields = new Fields(root);
        switch (fields.Optional("type", AssistantCommand.MostId) ?? "user_message")
        {
            case "ping" when fields.Problem is null:
                return new ChatMessage.Ping();
            case "user_message":
                var message = new ChatMessage.UserMessage(
                    fields.Optional("client_id", AssistantCommand.MostId),
                    fields.Optional("user_id", AssistantCommand.MostId),
                    fields.Optional("department", AssistantCommand.MostId),
                    fields.Optional("patient_id", AssistantCommand.MostId),
                    fields.Required("content", AssistantCommand.MostContent),
                    fields.Time("timestamp"),
                    fields.Required("session_id", AssistantCommand.MostId),
                    fields.Optional("prefer", AssistantCommand.MostId));
                return fields.Problem is { } wrong ? wrong : message;
            default:
                return fields.Problem ?? Problem.BadRequest("unknown_type", "The type of a message is user_message or ping.");
        }
    }

    /// <summary>Reads field by field and keeps the first thing that is wrong.</summary>
    private sealed class Fields(JsonElement root)
    {
        public Problem? Problem { get; private set; }

        /// <summary>Absent and null are the same: clients write what they do not have either way.</summary>
        public string? Optional(string name, int most)
        {
            if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind != JsonValueKind.String)
            {
                return Wrong(name, "invalid", $"{name} is a string.");
            }

            var text = value.GetString()!;
            return text.Length == 0 ? Wrong(name, "invalid", $"{name} is not empty.")
                : text.Length > most ? Wrong(name, "too_long", $"{name} has at most {most} characters.")
                : text;
        }

        public string Required(string name, int most)
        {
            var text = Optional(name, most);
            return !string.IsNullOrWhiteSpace(text) ? text : Wrong(name, "missing", $"{name} is missing.");
        }

        public string Time(string name)
        {
            var text = Required(name, AssistantCommand.MostId);
            return Problem is not null || root.GetProperty(name).TryGetDateTimeOffset(out _)
                ? text
                : Wrong(name, "invalid", $"{name} is a time in ISO 8601, such as 2026-11-21T07:45:23Z.");
        }

        private string Wrong(string name, string how, string words)
        {
            Problem ??= Problem.BadRequest($"{name}_{how}", words);
            return "";
        }
    }
}
