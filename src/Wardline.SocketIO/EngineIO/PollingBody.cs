using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Wardline.SocketIO.EngineIO;

/// The body of a POST in a pooled buffer, read no further than the limit.
internal readonly struct PollingBody : IDisposable
{
    private const int FirstBuffer = 1024;

    /// What a client says will come takes no memory before it comes.
    private const int LargestFirstBuffer = 16 * 1024;

    private readonly byte[]? _buffer;

    private PollingBody(byte[]? buffer, int length)
    {
        _buffer = buffer;
        Bytes = buffer.AsMemory(0, length);
    }

    public bool IsTooLarge => _buffer is null;

    public Memory<byte> Bytes { get; }

    /// Bytes as they are were the payload of an earlier version; binary packets are base64 now.
    public static bool IsText(HttpRequest request) =>
        request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) is not true;

    public static async Task<PollingBody> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            return default;
        }
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server && server.MaxRequestBodySize < limit)
        {
            server.MaxRequestBodySize = null;
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? FirstBuffer, LargestFirstBuffer) + 1);
        int length = 0;
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted)) > 0)
            {
                length += read;
                if (length > limit)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return default;
                }
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
            return new(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
