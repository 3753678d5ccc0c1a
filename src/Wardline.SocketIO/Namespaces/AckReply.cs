using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

public enum AckStatus
{
    Received,
    TimedOut,

    /// <summary>The socket is or went away before it answered.</summary>
    Disconnected,

    /// <summary>The client already owes <see cref="SocketIOOptions.MaxPendingAcks"/> answers; the event was not sent.</summary>
    TooManyPending,
}

/// <summary>What came back for an event sent with <see cref="SocketConnection.EmitWithAckAsync"/>.</summary>
public sealed class AckReply
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Argument[] _arguments;

    internal AckReply(AckStatus status, ReadOnlyMemory<byte> json = default, Argument[]? arguments = null, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null)
    {
        Status = status;
        _json = json;
        _arguments = arguments ?? [];
        Attachments = attachments ?? [];
    }

    public AckStatus Status { get; }

    public int ArgumentCount => _arguments.Length;

    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; }

    /// <summary>An argument as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Argument(int index) => _json.Slice(_arguments[index].Start, _arguments[index].Length);

    /// <summary>False when the argument is missing or not a <typeparamref name="T"/>.</summary>
    public bool TryRead<T>(int index, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return index < _arguments.Length && ArgumentReader.TryRead(Argument(index).Span, type, out value);
    }
}

internal static class ArgumentReader
{
    public static bool TryRead<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = JsonSerializer.Deserialize(json, type);
            return value is not null;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }
}
