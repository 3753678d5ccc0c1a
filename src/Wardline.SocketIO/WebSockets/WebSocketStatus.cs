using System.Text;

namespace Wardline.SocketIO.WebSockets;

/// Close codes (RFC 6455 section 7.4).
internal static class WebSocketStatus
{
    /// What a control frame holds, less the code.
    public const int LongestReason = 123;

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

    /// Throws when a close frame could not say this.
    public static void Check(ushort status, string reason)
    {
        if (!MayTravel(status))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "This is not a close code that may be sent.");
        }
        if (Encoding.UTF8.GetByteCount(reason) > LongestReason)
        {
            throw new ArgumentException($"The reason of a close has at most {LongestReason} bytes of UTF-8.", nameof(reason));
        }
    }
}
