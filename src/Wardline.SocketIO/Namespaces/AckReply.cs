using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// <summary>What became of an event that was to be answered.</summary>
public enum AckStatus
{
    /// <summary>The client answered.</summary>
    Received,

    /// <summary>The client did not answer in time.</summary>
    TimedOut,

    /// <summary>The socket is or went away before it answered.</summary>
    Disconnected,

    /// <summary>The client already owes <see cref="SocketIOOptions.MaxPendingAcks"/> answers; the event was not sent.</summary>
    TooManyPending,
}

/// <summary>What came back for an event sent with <see cref="SocketConnection.EmitWithAckAsync(string, JsonBody, TimeSpan, CancellationToken)"/>.</summary>
public sealed class AckReply
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Argument[] _arguments;
    private PayloadSerializer? _payloads;

    internal AckReply(AckStatus status, ReadOnlyMemory<byte> json = default, Argument[]? arguments = null, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null)
    {
        Status = status;
        _json = json;
        _arguments = arguments ?? [];
        Attachments = attachments ?? [];
    }

    /// <summary>What became of the event.</summary>
    public AckStatus Status { get; }

    /// <summary>0 unless the status is <see cref="AckStatus.Received"/>.</summary>
    public int ArgumentCount => _arguments.Length;

    /// <summary>Binary attachments, to which a <see cref="BinaryRef"/> in an argument refers by index.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; }

    /// <summary>The attachment that a <see cref="BinaryRef"/> in an argument stands for. False when there is none.</summary>
    public bool TryGetBytes(BinaryRef reference, out ReadOnlyMemory<byte> bytes) => reference.TryFind(Attachments, out bytes);

    /// <summary>An argument as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Argument(int index) => _json.Slice(_arguments[index].Start, _arguments[index].Length);

    /// <summary>False when the argument is missing, not a <typeparamref name="T"/>, or claims attachments that the answer does not have.</summary>
    public bool TryRead<T>(int index, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return IsReadable(index) && ArgumentReader.TryRead(Argument(index).Span, type, out value);
    }

    /// <summary>The same with <see cref="SocketIOOptions.JsonSerializerOptions"/>; <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c> read a
    /// binary argument.</summary>
    public bool TryRead<T>(int index, [NotNullWhen(true)] out T? value)
    {
        value = default;
        return IsReadable(index) && _payloads!.TryRead(Argument(index).Span, Attachments, out value);
    }

    internal AckReply With(PayloadSerializer payloads)
    {
        _payloads = payloads;
        return this;
    }

    private bool IsReadable(int index) => index < _arguments.Length && !_arguments[index].IsDangling;
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
