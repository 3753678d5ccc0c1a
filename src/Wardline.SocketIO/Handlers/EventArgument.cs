using System.Text.Json.Serialization.Metadata;

namespace Wardline.SocketIO.Handlers;

/// Reads one positional argument of an event for a handler's parameter. Null stands for a missing one unless the parameter takes it:
/// that is what a client's `undefined` becomes on the wire.
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
            value = mayBeNull ? default : fallback;
            return mayBeNull || mayBeMissing;
        }
        value = default;
        return !context.IsDangling(index) && PayloadSerializer.TryRead(json, context.Attachments, type, out value);
    }
}
