using System.Security.Cryptography;
using System.Text;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Keyed digests (HMAC-SHA256, base64) of what was sent to a model and what came back. With the key and a text one can
/// show that it was this text; without the key nothing can be guessed from it.
/// </summary>
/// <param name="key">32 bytes; asked for when the first call is made, since they may come from a database that is still starting.</param>
public sealed class ContentDigest(Func<byte[]> key)
{
    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>With a key that lives as long as the process.</summary>
    public static ContentDigest Ephemeral() => new(() => RandomNumberGenerator.GetBytes(32));

    /// <exception cref="ModelCallUnaccountedException">There is no key now. The next time it is asked for again.</exception>
    internal IncrementalDigest Begin() => new(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key()));

    private byte[] Key()
    {
        lock (_gate)
        {
            try
            {
                return _key ??= key();
            }
            catch (Exception error)
            {
                throw new ModelCallUnaccountedException(Problem.Unavailable(), error);
            }
        }
    }
}

internal sealed class IncrementalDigest(IncrementalHash hash) : IDisposable
{
    private bool _any;

    public void Add(string text)
    {
        _any |= text.Length > 0;
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Null when nothing was added.</summary>
    public string? End() => _any ? Convert.ToBase64String(hash.GetHashAndReset()) : null;

    public void Dispose() => hash.Dispose();
}
