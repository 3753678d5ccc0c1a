using System.Text.Json;
using System.Text.Json.Serialization;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>Stands for a binary attachment inside a payload: <c>{"_placeholder":true,"num":Index}</c> on the wire.
/// <see cref="EventContext.TryGetBytes"/> and <see cref="AckReply.TryGetBytes"/> give the bytes. One that was read from a client's JSON has an
/// attachment: a binary packet in which one has none is invalid, and from a packet without attachments none is read.</summary>
[JsonConverter(typeof(BinaryRefConverter))]
public readonly record struct BinaryRef(int Index)
{
    internal bool TryFind(IReadOnlyList<ReadOnlyMemory<byte>> attachments, out ReadOnlyMemory<byte> bytes)
    {
        bool found = Index >= 0 && Index < attachments.Count;
        bytes = found ? attachments[Index] : default;
        return found;
    }
}

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
            bool isMark = Placeholder.IsMark(ref reader);
            bool isIndex = Placeholder.IsNumber(ref reader);
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
