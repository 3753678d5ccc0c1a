namespace Wardline.SocketIO;

/// <summary>Whether a client may enter a namespace. It may not unless <see cref="Accept"/> says so: <c>default</c> refuses.</summary>
public readonly struct ConnectResult
{
    private readonly bool _isAccepted;
    private readonly string? _message;

    private ConnectResult(bool isAccepted, string? message, JsonBody data) => (_isAccepted, _message, Data) = (isAccepted, message, data);

    /// Null when the client enters.
    internal string? Refusal => _isAccepted ? null : _message ?? "Refused";

    internal JsonBody Data { get; }

    /// <summary>The client enters.</summary>
    public static ConnectResult Accept() => new(isAccepted: true, null, default);

    /// <summary>The client gets <c>connect_error</c> with this message and data (one JSON value) and does not try again by itself.</summary>
    public static ConnectResult Refuse(string message, JsonBody data = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(isAccepted: false, message, data);
    }
}
