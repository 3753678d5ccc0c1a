using System.Text.Json.Serialization.Metadata;

namespace Wardline.SocketIO.Handlers;

/// Reads one positional argument of an event for a handler's parameter.
internal sealed class EventArgument<T>(int index, JsonTypeInfo<T>? type, bool mayBeNull, bool mayBeMissing, T? fallback)
{
    public bool TryRead(EventContext context, out T? value)
    {
        if (index >= context.ArgumentCount)
        {
            value = fallback;
            return mayBeMissing;
        }
        var json = context.Argument(index).Span;
        if (json.SequenceEqual("null"u8))
        {
            value = default;
            return mayBeNull;
        }
        return PayloadSerializer.TryRead(json, context.Attachments, type, out value);
    }
}
