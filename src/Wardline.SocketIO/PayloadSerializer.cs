using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wardline.SocketIO;

/// Payloads that come without a JsonTypeInfo of their own: JSON by the server's options, bytes as binary attachments.
/// The options are first looked at when such a payload is, so a server that has none works without reflection.
internal sealed class PayloadSerializer(JsonSerializerOptions options)
{
    private static readonly BinaryRefConverter s_placeholder = new();

    private readonly Lazy<JsonSerializerOptions> _options = new(() =>
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    });

    private JsonSerializerOptions Options => _options.Value;

    public static bool IsBinary(Type type) => type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>);

    public JsonTypeInfo TypeInfo(Type type) => Options.GetTypeInfo(type);

    public JsonBody Body<T>(T value) => value switch
    {
        JsonBody encoded => encoded,
        byte[] bytes => JsonBody.Binary(bytes),
        ReadOnlyMemory<byte> bytes => JsonBody.Binary(bytes),
        _ => JsonBody.Encoded(JsonSerializer.SerializeToUtf8Bytes(value, Options)),
    };

    public JsonBody Body(ReadOnlySpan<object?> values)
    {
        var bodies = new JsonBody[values.Length];
        var attachments = new List<ReadOnlyMemory<byte>>();
        for (int i = 0; i < values.Length; i++)
        {
            bodies[i] = Body(values[i]);
            if (bodies[i].Attachments is [var attachment])
            {
                bodies[i] = JsonBody.Encoded(JsonSerializer.SerializeToUtf8Bytes(new BinaryRef(attachments.Count), Options));
                attachments.Add(attachment);
            }
        }
        return JsonBody.Several(bodies).With(attachments);
    }

    /// False when the argument is not a T, or null. Bytes need no type.
    public static bool TryRead<T>(ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, JsonTypeInfo<T>? type, [NotNullWhen(true)] out T? value)
    {
        if (!IsBinary(typeof(T)))
        {
            return ArgumentReader.TryRead(json, type!, out value) && value is not null;
        }
        bool found = TryFind(json, attachments, out var bytes);
        value = typeof(T) == typeof(byte[]) ? (T)(object)bytes.ToArray() : (T)(object)bytes;
        return found;
    }

    /// The same by the server's options.
    public bool TryRead<T>(ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, [NotNullWhen(true)] out T? value) =>
        TryRead(json, attachments, IsBinary(typeof(T)) ? null : (JsonTypeInfo<T>)TypeInfo(typeof(T)), out value);

    /// A placeholder is checked against the attachments here, since one in a packet without binary parts was not.
    private static bool TryFind(ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (attachments.Count == 0)
        {
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            int index = s_placeholder.Read(ref reader, typeof(BinaryRef), JsonSerializerOptions.Default).Index;
            if (index < 0 || index >= attachments.Count)
            {
                return false;
            }
            bytes = attachments[index];
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair, escaped, in the name of a property.
            return false;
        }
    }
}
