namespace Wardline.SocketIO;

/// <summary>Whether a client may enter a namespace.</summary>
public readonly struct ConnectResult
{
    private ConnectResult(string message, JsonBody data) => (Refusal, Data) = (message, data);

    internal string? Refusal { get; }

    internal JsonBody Data { get; }

    /// <summary>The client enters.</summary>
    public static ConnectResult Accept() => default;

    /// <summary>The client gets <c>connect_error</c> with this message and data (one JSON value) and does not try again by itself.</summary>
    public static ConnectResult Refuse(string message, JsonBody data = default) => new(message, data);
}
