using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardline.SocketIO;

/// <summary>Stands for a binary attachment inside a payload: <c>{"_placeholder":true,"num":Index}</c> on the wire.
/// Read the bytes with <see cref="EventContext.Attachments"/>.</summary>
[JsonConverter(typeof(BinaryRefConverter))]
public readonly record struct BinaryRef(int Index);

/// <summary>Reads and writes placeholders. Public so that a source-generated context of an application can name it.</summary>
public sealed class BinaryRefConverter : JsonConverter<BinaryRef>
{
    /// <inheritdoc/>
    public override BinaryRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int? index = null;
        bool marked = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isMark = reader.ValueTextEquals("_placeholder"u8);
            bool isIndex = reader.ValueTextEquals("num"u8);
            reader.Read();
            if (isMark)
            {
                marked = reader.TokenType == JsonTokenType.True;
            }
            else if (isIndex && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number))
            {
                index = number;
            }
            else
            {
                throw new JsonException();
            }
        }
        return marked && index is { } value ? new(value) : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BinaryRef value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("_placeholder"u8, true);
        writer.WriteNumber("num"u8, value.Index);
        writer.WriteEndObject();
    }
}
