using System.Runtime.InteropServices;
using System.Text.Json;

namespace Wardline.SocketIO.Packets;

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Argument(int Start, int Length, bool IsDangling = false);

/// Checks the JSON array of an EVENT or ACK in one pass and notes where its elements lie; nothing is materialised.
internal static class JsonArguments
{
    private const int MaxArguments = 32;

    /// `attachments` is how many placeholders may refer to: one that refers to none makes a binary packet invalid. Null for a text packet,
    /// in which such an object is data like any other until somebody reads a type from it; its argument is marked as dangling.
    public static bool TryScan(ReadOnlySpan<byte> json, int maxDepth, int? attachments, out Argument[] arguments)
    {
        arguments = [];
        Span<Argument> found = stackalloc Argument[MaxArguments];
        int count = 0;
        // Nothing to look for in most packets. Where there is an escape, the name may be written with it.
        bool mayHold = attachments is not null || json.IndexOf(Placeholder.Mark) >= 0 || json.Contains((byte)'\\');
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
                bool dangles = false;
                if (mayHold)
                {
                    Skip(ref reader, attachments ?? 0, ref dangles);
                }
                else
                {
                    reader.Skip();
                }
                if (count == MaxArguments || (dangles && attachments is not null))
                {
                    return false;
                }
                found[count++] = new(start, (int)reader.BytesConsumed - start, dangles);
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

    /// Skips one value, and looks in it, however deep, for a placeholder whose number has no attachment. Its members come in any order, and
    /// of one that comes twice the last counts, as it does when a payload is read. No deeper than the reader's own bound.
    private static void Skip(ref Utf8JsonReader reader, int attachments, ref bool dangles)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Skip(ref reader, attachments, ref dangles);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            bool isPlaceholder = false;
            bool hasAttachment = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMark = Placeholder.IsMark(ref reader);
                bool isNumber = Placeholder.IsNumber(ref reader);
                reader.Read();
                if (isMark)
                {
                    isPlaceholder = reader.TokenType == JsonTokenType.True;
                }
                else if (isNumber)
                {
                    hasAttachment = reader.TokenType == JsonTokenType.Number
                        && reader.TryGetInt32(out int index) && index >= 0 && index < attachments;
                }
                Skip(ref reader, attachments, ref dangles);
            }
            dangles |= isPlaceholder && !hasAttachment;
        }
    }
}
