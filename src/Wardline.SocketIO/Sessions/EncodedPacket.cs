using System.Text;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Sessions;

/// One packet, encoded once and shared by every receiver. `Wire` holds complete WebSocket frames, one after the other;
/// `Segments` says where the messages lie inside it, for a transport that frames them in its own way.
internal sealed class EncodedPacket(ReadOnlyMemory<byte> wire, MessageSegment[] segments)
{
    /// What an object of its own costs beside its bytes: many tiny packets must not hold many times their bound.
    public const int Overhead = 96;

    public ReadOnlyMemory<byte> Wire { get; } = wire;

    public int Cost => Wire.Length + Overhead;

    /// Empty for a WebSocket control frame, which has no meaning on another transport.
    public MessageSegment[] Segments { get; } = segments;

    public static EncodedPacket Text(string message) => Message(Encoding.UTF8.GetBytes(message), isBinary: false);

    public static EncodedPacket Message(ReadOnlySpan<byte> payload, bool isBinary, ReadOnlySpan<byte> prefix = default)
    {
        int length = prefix.Length + payload.Length;
        var wire = new byte[WebSocketFrame.HeaderLength(length) + length];
        int header = WebSocketFrame.WriteHeader(wire, isBinary ? WebSocketFrame.Binary : WebSocketFrame.Text, length);
        prefix.CopyTo(wire.AsSpan(header));
        payload.CopyTo(wire.AsSpan(header + prefix.Length));
        return new(wire, [new(header, length, isBinary)]);
    }

    public static EncodedPacket Control(ReadOnlySpan<byte> frame) => new(frame.ToArray(), []);
}

internal readonly record struct MessageSegment(int Offset, int Length, bool IsBinary);
