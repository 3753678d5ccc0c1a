using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO;

/// <summary>Whether a client may open a message socket. It may not unless <see cref="Accept"/> says so: <c>default</c> refuses with 403.</summary>
public readonly struct MessageAdmission
{
    private readonly bool _isAccepted;
    private readonly int? _httpStatus;
    private readonly string? _text;

    private MessageAdmission(bool isAccepted, object? state = null, int? httpStatus = null, ushort? closeStatus = null, string? text = null, byte[]? lastWords = null)
    {
        _isAccepted = isAccepted;
        _httpStatus = httpStatus;
        _text = text;
        LastWords = lastWords;
        State = state;
        CloseStatus = closeStatus;
    }

    internal object? State { get; }

    /// With CloseStatus null, too, the client comes in.
    internal int? HttpStatus => _isAccepted || CloseStatus is not null ? null : _httpStatus ?? StatusCodes.Status403Forbidden;

    internal ushort? CloseStatus { get; }

    internal string Text => _text ?? "Forbidden";

    internal byte[]? LastWords { get; }

    /// <summary>The client comes in.</summary>
    /// <param name="state">Becomes <see cref="MessageSocket.State"/>.</param>
    public static MessageAdmission Accept(object? state = null) => new(isAccepted: true, state);

    /// <summary>The request is answered with an HTTP status instead of the upgrade. A browser's page cannot see which.</summary>
    public static MessageAdmission Refuse(int httpStatus, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(isAccepted: false, httpStatus: httpStatus, text: message);
    }

    /// <summary>The WebSocket is opened and closed at once, so that the client sees the code.</summary>
    /// <param name="status">1000–1003, 1007–1014 or 3000–4999.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    /// <param name="lastWords">A text message that is sent before, in UTF-8; none when it is empty.</param>
    public static MessageAdmission CloseWith(ushort status, string reason, ReadOnlySpan<byte> lastWords = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        WebSocketStatus.Check(status, reason);
        return new(isAccepted: false, closeStatus: status, text: reason, lastWords: lastWords.IsEmpty ? null : lastWords.ToArray());
    }
}
