using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Wardline.Access.Tickets;

/// <summary>256 random bits for a link or a ticket; we keep their hash only.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
