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
                if (count == MaxArguments || !(attachments is { } number ? TrySkipPlaceholders(ref reader, maxDepth, number) : reader.TrySkip()))
                {
                    return false;
                }
                found[count++] = new(start, (int)reader.BytesConsumed - start);
            }
            // Anything but white space after the array makes this throw.
            reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair, escaped, in the name of a property that had to be read.
            return false;
        }
        arguments = found[..count].ToArray();
        return true;
    }

    /// Skips one value in which every placeholder refers to an attachment that exists. What an object has is noted by its depth,
    /// since the mark may stand before the number or after it, with anything between.
    private static bool TrySkipPlaceholders(ref Utf8JsonReader reader, int maxDepth, int attachments)
    {
        Span<Seen> seen = stackalloc Seen[maxDepth + 1];
        int depth = reader.CurrentDepth;
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    seen[reader.CurrentDepth] = default;
                    break;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("_placeholder"u8):
                    reader.Read();
                    Note(ref seen[reader.CurrentDepth - 1], Seen.Mark, reader.TokenType == JsonTokenType.True);
                    continue;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("num"u8):
                    reader.Read();
                    bool exists = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int index) && index >= 0 && index < attachments;
                    Note(ref seen[reader.CurrentDepth - 1], Seen.Attachment, exists);
                    continue;
                case JsonTokenType.EndObject when seen[reader.CurrentDepth] == Seen.Mark:
                    return false;
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

    private static void Note(ref Seen seen, Seen what, bool isThere) => seen = isThere ? seen | what : seen & ~what;

    [Flags]
    private enum Seen : byte
    {
        Nothing = 0,
        Mark = 1,
        Attachment = 2,
    }
}
