using System.Buffers;
using System.Text.Json;

namespace Wardline.SocketIO;

/// <summary>Thrown by a handler or a filter to answer with an error that the client is meant to see. From an event it becomes the
/// acknowledgement <c>{"ok":false,"code","message","retryable","retry_after_ms"?,"data"?}</c>; while a client connects, the refusal
/// <c>{"message","data":{"code","data"?}}</c>. Any other exception says nothing about itself to a client.</summary>
/// <param name="code">For programs; stable, such as <c>room_full</c>.</param>
/// <param name="message">For people.</param>
/// <param name="errorData">More about it, written with <see cref="SocketIOOptions.JsonSerializerOptions"/>.</param>
public sealed class SocketIOException(string code, string message, object? errorData = null) : Exception(message)
{
    /// <summary>For programs; stable.</summary>
    public string Code { get; } = code;

    /// <summary>More about the error, or null.</summary>
    public object? ErrorData { get; } = errorData;

    /// <summary>Whether the same event may succeed later. False.</summary>
    public bool Retryable { get; init; }

    /// <summary>When to try again, sent in milliseconds. Not sent when null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    internal JsonBody ToAck(PayloadSerializer payloads) => Write(json =>
    {
        json.WriteBoolean("ok"u8, false);
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteBoolean("retryable"u8, Retryable || RetryAfter is not null);
        if (RetryAfter is { } after)
        {
            json.WriteNumber("retry_after_ms"u8, (long)after.TotalMilliseconds);
        }
        WriteErrorData(json, payloads);
    });

    internal ConnectResult ToRefusal(PayloadSerializer payloads) => ConnectResult.Refuse(Message, Write(json =>
    {
        json.WriteString("code"u8, Code);
        WriteErrorData(json, payloads);
    }));

    private void WriteErrorData(Utf8JsonWriter json, PayloadSerializer payloads)
    {
        if (ErrorData is not null)
        {
            json.WritePropertyName("data"u8);
            JsonSerializer.Serialize(json, ErrorData, payloads.TypeInfo(ErrorData.GetType()));
        }
    }

    private static JsonBody Write(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        return JsonBody.Encoded(buffer.WrittenMemory);
    }
}
