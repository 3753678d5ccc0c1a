using System.Runtime.InteropServices;
using System.Text.Json;

namespace Wardline.SocketIO.Packets;

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Argument(int Start, int Length);

/// Checks the JSON array of an EVENT or ACK in one pass and notes where its elements lie; nothing is materialised.
internal static class JsonArguments
{
    private const int MaxArguments = 32;

    /// `attachments` is how many placeholders may refer to; null for a packet without binary parts.
    public static bool TryScan(ReadOnlySpan<byte> json, int maxDepth, int? attachments, out Argument[] arguments)
    {
        arguments = [];
        Span<Argument> found = stackalloc Argument[MaxArguments];
        int count = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                int start = (int)reader.TokenStartIndex;
                if (count == MaxArguments || !(attachments is { } number ? TrySkipPlaceholders(ref reader, number) : reader.TrySkip()))
                {
                    return false;
                }
                found[count++] = new(start, (int)reader.BytesConsumed - start);
            }
            // Anything but white space after the array makes this throw.
            reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
        arguments = found[..count].ToArray();
        return true;
    }

    /// Skips one value in which every placeholder refers to an attachment that exists.
    private static bool TrySkipPlaceholders(ref Utf8JsonReader reader, int attachments)
    {
        int depth = reader.CurrentDepth;
        int? placeholder = null;
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.ValueTextEquals("_placeholder"u8):
                    reader.Read();
                    placeholder = reader.TokenType == JsonTokenType.True ? reader.CurrentDepth : null;
                    continue;
                case JsonTokenType.PropertyName when placeholder == reader.CurrentDepth && reader.ValueTextEquals("num"u8):
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int index) || index < 0 || index >= attachments)
                    {
                        return false;
                    }
                    break;
                case JsonTokenType.EndObject:
                    placeholder = null;
                    break;
            }
            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return true;
            }
            if (!reader.Read())
            {
                return false;
            }
        }
    }
}
