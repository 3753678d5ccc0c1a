using System.Buffers.Text;
using System.Text.Json;

namespace Wardline.SocketIO.Packets;

/// The members of `{"_placeholder":true,"num":0}`. The reader's own comparison throws at half of a surrogate pair in a name, which a
/// client may send; this one says that it is another name.
internal static class Placeholder
{
    public static ReadOnlySpan<byte> Mark => "_placeholder"u8;

    public static bool IsMark(ref Utf8JsonReader reader) => IsNamed(ref reader, Mark);

    public static bool IsNumber(ref Utf8JsonReader reader) => IsNamed(ref reader, "num"u8);

    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return raw.SequenceEqual(name);
        }
        // Of these letters each stands for itself or is written as \u and four hex digits, which the reader has checked.
        foreach (byte letter in name)
        {
            if (raw.StartsWith("\\u"u8))
            {
                if (!Utf8Parser.TryParse(raw[2..6], out ushort code, out _, 'X') || code != letter)
                {
                    return false;
                }
                raw = raw[6..];
            }
            else if (raw.IsEmpty || raw[0] != letter)
            {
                return false;
            }
            else
            {
                raw = raw[1..];
            }
        }
        return raw.IsEmpty;
    }
}
