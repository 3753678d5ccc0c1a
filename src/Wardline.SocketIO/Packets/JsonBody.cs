using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wardline.SocketIO;

/// <summary>The arguments of an event or an acknowledgement as UTF-8 JSON. <c>default</c> has none.
/// The bytes are sent as they are: whoever gives encoded JSON vouches that it is one valid value.</summary>
public readonly struct JsonBody
{
    private readonly ReadOnlyMemory<byte> _arguments;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>>? _attachments;

    private JsonBody(ReadOnlyMemory<byte> arguments, IReadOnlyList<ReadOnlyMemory<byte>>? attachments)
    {
        _arguments = arguments;
        _attachments = attachments;
    }

    /// <summary>The comma-separated arguments, without the brackets around them.</summary>
    internal ReadOnlyMemory<byte> Arguments => _arguments;

    internal IReadOnlyList<ReadOnlyMemory<byte>> Attachments => _attachments ?? [];

    /// <summary>One argument that is already encoded.</summary>
    public static JsonBody Encoded(ReadOnlyMemory<byte> utf8Json) => new(utf8Json, null);

    /// <summary>One argument that is already encoded; the array is not copied and must not change.</summary>
    public static JsonBody Encoded(byte[] utf8Json) => new(utf8Json, null);

    /// <summary>One argument that is already encoded, for example <c>"""{"ok":true}"""u8</c>.</summary>
    public static JsonBody Encoded(ReadOnlySpan<byte> utf8Json) => new(utf8Json.ToArray(), null);

    /// <summary>One argument.</summary>
    public static JsonBody From<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type), null);

    /// <summary>One argument that is a binary attachment itself.</summary>
    public static JsonBody Binary(ReadOnlyMemory<byte> bytes) =>
        Placeholder(0).With(bytes);

    /// <summary>Several arguments, in order; a body without arguments adds none. Attachments are added to the result, with <see cref="With"/>.</summary>
    public static JsonBody Several(params ReadOnlySpan<JsonBody> bodies)
    {
        int length = 0;
        foreach (var body in bodies)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(body.Attachments.Count, 0, nameof(bodies));
            length += body._arguments.Length + (body._arguments.IsEmpty || length == 0 ? 0 : 1);
        }
        var joined = new byte[length];
        int at = 0;
        foreach (var body in bodies)
        {
            if (at > 0 && !body._arguments.IsEmpty)
            {
                joined[at++] = (byte)',';
            }
            body._arguments.CopyTo(joined.AsMemory(at));
            at += body._arguments.Length;
        }
        return new(joined, null);
    }

    internal static JsonBody Placeholder(int index) => Encoded(Encoding.UTF8.GetBytes($"{{\"_placeholder\":true,\"num\":{index}}}"));

    /// <summary>The same arguments with binary attachments, to which each <see cref="BinaryRef"/> in them refers by index.</summary>
    public JsonBody With(params IReadOnlyList<ReadOnlyMemory<byte>> attachments) => new(_arguments, attachments);
}
