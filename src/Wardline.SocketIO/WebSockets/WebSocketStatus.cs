namespace Wardline.SocketIO.WebSockets;

/// Close codes (RFC 6455 section 7.4).
internal static class WebSocketStatus
{
    public const ushort None = 0;
    public const ushort Normal = 1000;
    public const ushort GoingAway = 1001;
    public const ushort ProtocolError = 1002;
    public const ushort InvalidPayload = 1007;
    public const ushort PolicyViolation = 1008;
    public const ushort TooBig = 1009;
    public const ushort TryAgainLater = 1013;

    /// Whether a peer may send it: the registered ones that travel, and those left to libraries and applications.
    public static bool MayTravel(ushort status) => status is (>= 1000 and <= 1014 and not (1004 or 1005 or 1006)) or (>= 3000 and <= 4999);
}
