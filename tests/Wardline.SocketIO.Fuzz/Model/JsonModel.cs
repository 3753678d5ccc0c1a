using System.Text;
using System.Text.Json;

namespace Wardline.SocketIO.Fuzz.Model;

/// <param name="Name">Empty for one that is registered nowhere.</param>
/// <param name="Count">Elements, the name among them.</param>
internal readonly record struct Event(string Name, int Count);

/// The JSON of packets, rules SIO-3 and SIO-14 to SIO-16, over a whole document.
internal static class JsonModel
{
    /// Not a name that an event may have.
    public const string Unfit = "(unfit)";

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = Limits.JsonDepth };
    private static readonly string[] s_reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

    public static bool IsAuth(string json)
    {
        using var document = Parse(json);
        try
        {
            return json.Length == 0 || (document?.RootElement is { ValueKind: JsonValueKind.Object } auth && IsReadable(auth));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return false;
        }
    }

    public static bool TryRead(Packet packet, out Event what)
    {
        what = default;
        using var document = Parse(packet.Json);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() > Limits.Arguments)
        {
            return false;
        }
        what = new(array.GetArrayLength() == 0 ? Unfit : Name(array[0]), array.GetArrayLength());
        try
        {
            return packet.Type is '2' or '3' || HasItsAttachments(array, packet.Attachments);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, in a name that may be that of a placeholder.
            return false;
        }
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(JsonElement first)
    {
        if (first.ValueKind == JsonValueKind.Number || (first.ValueKind == JsonValueKind.String && Encoding.UTF8.GetByteCount(first.GetRawText()) > Limits.EventNameBytes))
        {
            return "";
        }
        try
        {
            return first.ValueKind != JsonValueKind.String || s_reserved.Contains(first.GetString()) ? Unfit : first.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return Unfit;
        }
    }

    /// Whether every placeholder in it, however deep, has a number below `attachments`.
    private static bool HasItsAttachments(JsonElement element, int attachments)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().All(inner => HasItsAttachments(inner, attachments));
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            return true;
        }
        bool isPlaceholder = Last(element, "_placeholder") is { ValueKind: JsonValueKind.True };
        bool hasNumber = Last(element, "num") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out int index) && index >= 0 && index < attachments;
        return (!isPlaceholder || hasNumber) && element.EnumerateObject().All(property => HasItsAttachments(property.Value, attachments));
    }

    private static bool IsReadable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };

    private static JsonElement Last(JsonElement element, string name) => element.EnumerateObject().LastOrDefault(property => property.NameEquals(name)).Value;
}
