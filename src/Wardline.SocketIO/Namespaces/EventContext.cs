using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>Handles one event and gives the arguments of its acknowledgement, which are sent if the client asked for one.</summary>
public delegate ValueTask<JsonBody> EventHandlerDelegate(EventContext context);

/// <summary>One event of a client on its way through filters to its handler.</summary>
public sealed class EventContext
{
    private readonly byte[] _json;
    private readonly Argument[] _arguments;
    private AsyncServiceScope? _scope;

    internal EventContext(SocketConnection socket, EventHandlerDelegate handler, string name, long? ackId, byte[] json, Argument[] arguments, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        Socket = socket;
        Handler = handler;
        Name = name;
        AckId = ackId;
        _json = json;
        _arguments = arguments;
        Attachments = attachments;
    }

    /// <summary>The socket that sent the event.</summary>
    public SocketConnection Socket { get; }

    /// <summary>The name the event was registered with.</summary>
    public string Name { get; }

    /// <summary>Whether the client asked for an acknowledgement.</summary>
    public bool WantsAck => AckId is not null;

    /// <summary>Cancelled when the socket disconnects.</summary>
    public CancellationToken Disconnected => Socket.Disconnected;

    /// <summary>A scope of this event alone, made when first asked for.</summary>
    public IServiceProvider Services => (_scope ??= Socket.Server.Scopes.CreateAsyncScope()).ServiceProvider;

    /// <summary>Arguments after the name.</summary>
    public int ArgumentCount => _arguments.Length - 1;

    /// <summary>Binary attachments, to which a <see cref="BinaryRef"/> in an argument refers by index.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; }

    internal EventHandlerDelegate Handler { get; }

    internal bool IsAnswered { get; private set; }

    internal long? AckId { get; }

    /// <summary>Sends the acknowledgement now, so that what the handler emits afterwards follows it. What the handler
    /// returns is then not sent.</summary>
    public void Answer(JsonBody body)
    {
        if (!IsAnswered)
        {
            IsAnswered = true;
            Socket.Acknowledge(AckId, body);
        }
    }

    /// <summary>The attachment that a <see cref="BinaryRef"/> in an argument stands for. False when there is none.</summary>
    public bool TryGetBytes(BinaryRef reference, out ReadOnlyMemory<byte> bytes) => reference.TryFind(Attachments, out bytes);

    /// <summary>An argument as UTF-8 JSON; 0 is the first after the name.</summary>
    public ReadOnlyMemory<byte> Argument(int index) => _json.AsMemory(_arguments[index + 1].Start, _arguments[index + 1].Length);

    /// <summary>False when the argument is missing, null, not a <typeparamref name="T"/>, or claims attachments that the event does not have.</summary>
    public bool TryRead<T>(int index, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return index < ArgumentCount && !IsDangling(index) && ArgumentReader.TryRead(Argument(index).Span, type, out value);
    }

    /// <summary>The same with <see cref="SocketIOOptions.JsonSerializerOptions"/>; <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c> read a
    /// binary argument.</summary>
    public bool TryRead<T>(int index, [NotNullWhen(true)] out T? value)
    {
        value = default;
        return index < ArgumentCount && !IsDangling(index) && Socket.Server.Payloads.TryRead(Argument(index).Span, Attachments, out value);
    }

    /// Whether the argument names an attachment that did not come with the event.
    internal bool IsDangling(int index) => _arguments[index + 1].IsDangling;

    /// Bytes that wait with this event.
    internal int Size => _json.Length + Attachments.Sum(attachment => attachment.Length);

    internal ValueTask ReleaseAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
