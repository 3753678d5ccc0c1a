using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Packets;

/// Builds a packet as the WebSocket frames that go out: text frame first, then a binary frame per attachment.
/// The Engine.IO message type `4` is the first byte of the text.
internal static class PacketEncoder
{
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:./ "u8);

    public static EncodedPacket Connect(string ns, ReadOnlySpan<byte> json) => Single('0', ns, json);

    public static EncodedPacket Disconnect(string ns) => Single('1', ns, []);

    public static EncodedPacket ConnectError(string ns, ReadOnlySpan<byte> json) => Single('4', ns, json);

    public static EncodedPacket Event(string ns, string name, long? ackId, JsonBody body)
    {
        if (ReservedEvents.Contains(name))
        {
            throw new ArgumentException($"'{name}' is reserved by the protocol.", nameof(name));
        }
        var plain = Encoding.UTF8.GetBytes(name);
        var escaped = plain.AsSpan().ContainsAnyExcept(s_plain) ? JsonEncodedText.Encode(name).EncodedUtf8Bytes : plain;
        return Array(body.Attachments.Count == 0 ? '2' : '5', ns, escaped, ackId, body);
    }

    public static EncodedPacket Ack(string ns, long ackId, JsonBody body) =>
        Array(body.Attachments.Count == 0 ? '3' : '6', ns, name: null, ackId, body);

    private static EncodedPacket Single(char type, string ns, ReadOnlySpan<byte> json)
    {
        Span<byte> head = stackalloc byte[HeadBound(ns)];
        int headLength = WriteHead(head, type, 0, ns, ackId: null);
        int length = headLength + json.Length;
        var wire = new byte[WebSocketFrame.HeaderLength(length) + length];
        int at = WebSocketFrame.WriteHeader(wire, WebSocketFrame.Text, length);
        head[..headLength].CopyTo(wire.AsSpan(at));
        json.CopyTo(wire.AsSpan(at + headLength));
        return new(wire, [new(at, length, IsBinary: false)]);
    }

    private static EncodedPacket Array(char type, string ns, ReadOnlySpan<byte> name, long? ackId, JsonBody body)
    {
        var attachments = body.Attachments;
        Span<byte> head = stackalloc byte[HeadBound(ns)];
        int headLength = WriteHead(head, type, attachments.Count, ns, ackId);
        bool named = type is '2' or '5';
        var arguments = body.Arguments.Span;
        int nameLength = named ? name.Length + 2 : 0;
        int comma = named && arguments.Length > 0 ? 1 : 0;
        int text = headLength + 2 + nameLength + comma + arguments.Length;
        int total = WebSocketFrame.HeaderLength(text) + text;
        foreach (var attachment in attachments)
        {
            total += WebSocketFrame.HeaderLength(attachment.Length) + attachment.Length;
        }

        var wire = new byte[total];
        var segments = new MessageSegment[1 + attachments.Count];
        int at = WebSocketFrame.WriteHeader(wire, WebSocketFrame.Text, text);
        segments[0] = new(at, text, IsBinary: false);
        at += Put(wire.AsSpan(at), head[..headLength]);
        wire[at++] = (byte)'[';
        if (named)
        {
            wire[at++] = (byte)'"';
            at += Put(wire.AsSpan(at), name);
            wire[at++] = (byte)'"';
        }
        if (comma == 1)
        {
            wire[at++] = (byte)',';
        }
        at += Put(wire.AsSpan(at), arguments);
        wire[at++] = (byte)']';
        for (int i = 0; i < attachments.Count; i++)
        {
            var bytes = attachments[i].Span;
            at += WebSocketFrame.WriteHeader(wire.AsSpan(at), WebSocketFrame.Binary, bytes.Length);
            segments[i + 1] = new(at, bytes.Length, IsBinary: true);
            at += Put(wire.AsSpan(at), bytes);
        }
        return new(wire, segments);
    }

    private static int HeadBound(string ns) => 48 + Encoding.UTF8.GetMaxByteCount(ns.Length);

    private static int WriteHead(Span<byte> head, char type, int attachments, string ns, long? ackId)
    {
        head[0] = (byte)'4';
        head[1] = (byte)type;
        int at = 2;
        if (attachments > 0)
        {
            Utf8Formatter.TryFormat(attachments, head[at..], out int digits);
            at += digits;
            head[at++] = (byte)'-';
        }
        if (ns.Length > 1)
        {
            at += Encoding.UTF8.GetBytes(ns, head[at..]);
            head[at++] = (byte)',';
        }
        if (ackId is { } id)
        {
            Utf8Formatter.TryFormat(id, head[at..], out int digits);
            at += digits;
        }
        return at;
    }

    private static int Put(Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
