using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO;

/// <summary>Whether a client may open a message socket.</summary>
public readonly struct MessageAdmission
{
    private MessageAdmission(object? state, int? httpStatus, ushort? closeStatus, string text, byte[]? lastWords = null)
    {
        LastWords = lastWords;
        State = state;
        HttpStatus = httpStatus;
        CloseStatus = closeStatus;
        Text = text;
    }

    internal object? State { get; }

    internal int? HttpStatus { get; }

    internal ushort? CloseStatus { get; }

    internal string? Text { get; }

    internal byte[]? LastWords { get; }

    /// <summary>The client comes in.</summary>
    /// <param name="state">Becomes <see cref="MessageSocket.State"/>.</param>
    public static MessageAdmission Accept(object? state = null) => new(state, null, null, "");

    /// <summary>The request is answered with an HTTP status instead of the upgrade. A browser's page cannot see which.</summary>
    public static MessageAdmission Refuse(int httpStatus, string message) => new(null, httpStatus, null, message);

    /// <summary>The WebSocket is opened and closed at once, so that the client sees the code.</summary>
    /// <param name="status">1000–1003, 1007–1014 or 3000–4999.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    /// <param name="lastWords">A text message that is sent before, in UTF-8; none when it is empty.</param>
    public static MessageAdmission CloseWith(ushort status, string reason, ReadOnlySpan<byte> lastWords = default)
    {
        WebSocketStatus.Check(status, reason);
        return new(null, null, status, reason, lastWords.IsEmpty ? null : lastWords.ToArray());
    }
}
