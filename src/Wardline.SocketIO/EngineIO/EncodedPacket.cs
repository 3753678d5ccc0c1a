using System.Text;

namespace Wardline.SocketIO.EngineIO;

/// One packet, encoded once and shared by every receiver. `Wire` holds complete WebSocket frames, one after the other;
/// `Segments` says where the messages lie inside it, for a transport that frames them in its own way.
internal sealed class EncodedPacket(ReadOnlyMemory<byte> wire, MessageSegment[] segments)
{
    public ReadOnlyMemory<byte> Wire { get; } = wire;

    /// Empty for a WebSocket control frame, which has no meaning on another transport.
    public MessageSegment[] Segments { get; } = segments;

    public static EncodedPacket Text(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message);
        var wire = new byte[WebSocketFrame.HeaderLength(payload.Length) + payload.Length];
        int header = WebSocketFrame.WriteHeader(wire, WebSocketFrame.Text, payload.Length);
        payload.CopyTo(wire.AsSpan(header));
        return new(wire, [new(header, payload.Length, IsBinary: false)]);
    }

    public static EncodedPacket Control(ReadOnlySpan<byte> frame) => new(frame.ToArray(), []);
}

internal readonly record struct MessageSegment(int Offset, int Length, bool IsBinary);
