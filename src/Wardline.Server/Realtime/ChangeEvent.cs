using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Wardline.Data.Feed;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>A change as it goes over the wire: encoded once, for everyone who listens.</summary>
internal static class ChangeEvent
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static JsonBody Encode(FeedChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(change.Data.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", change.Stream);
            json.WriteNumber("position", change.Position);
            json.WriteString("kind", change.Kind);
            json.WriteString("id", change.EntityId);
            json.WriteString("at", At(change));
            if (change.By is { } by)
            {
                json.WriteString("by", by);
            }

            json.WritePropertyName("data");
            json.WriteRawValue(change.Data.Span, skipInputValidation: true);     // we wrote it
            json.WriteEndObject();
        }

        return JsonBody.Encoded(buffer.WrittenMemory);
    }

    /// <summary>The named view of the same change: its data with stream, position and time in one object.</summary>
    public static JsonBody EncodeNamed(FeedChange change)
    {
        var data = change.Data.Span;
        var tail = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $",\"position\":{change.Position},\"created_at\":\"{At(change)}\",\"stream\":\"{change.Stream}\"}}"));
        return JsonBody.Encoded((ReadOnlyMemory<byte>)(byte[])[.. data[..^1], .. tail]);
    }

    private static string At(FeedChange change) => change.At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
}
