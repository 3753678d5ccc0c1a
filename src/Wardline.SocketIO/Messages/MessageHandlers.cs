using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Messages;

/// What the application registered for one endpoint.
internal sealed class MessageHandlers(bool overEngineIO)
{
    public Func<HttpContext, ValueTask<MessageAdmission>>? Connecting { get; set; }

    public Func<MessageSocket, CancellationToken, ValueTask>? Connected { get; set; }

    public Func<MessageSocket, SocketMessage, CancellationToken, ValueTask>? Received { get; set; }

    public Func<MessageSocket, DisconnectReason, CancellationToken, ValueTask>? Disconnected { get; set; }

    public byte[]? WhenBusy { get; set; }

    public (string Reason, byte[]? LastWords) WhenFull { get; set; } = ("too many connections", null);

    public byte[]? OnFailure { get; set; }

    public EncodedPacket Encode(ReadOnlySpan<byte> message, bool isBinary) =>
        EncodedPacket.Message(message, isBinary, overEngineIO && !isBinary ? "4"u8 : default);
}

internal enum MessageStep
{
    Opened,
    Message,
    Ended,
}

/// What a message socket's lane runs: the beginning, a message, or the end.
internal readonly record struct MessageItem(MessageStep Step, byte[] Bytes, bool IsBinary = false, DisconnectReason Reason = default) : ILaneItem
{
    public int Size => Bytes.Length;

    public bool IsLast => Step == MessageStep.Ended;
}
