using System.Buffers.Text;
using System.Security.Cryptography;

namespace Wardline.SocketIO.Sessions;

internal static class SessionId
{
    /// 120 random bits as 20 base64url characters.
    public static string New()
    {
        Span<byte> bytes = stackalloc byte[15];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
