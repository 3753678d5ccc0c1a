using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.EngineIO;

/// Packets in the body of a request or response: separated by U+001E, binary ones as `b` and base64.
internal static class PollingPayload
{
    public const byte BinaryMark = (byte)'b';

    private const byte Separator = 0x1E;

    public static async Task WriteAsync(HttpContext context, List<EncodedPacket> packets)
    {
        int length = Length(packets);
        Begin(context, "text/plain; charset=UTF-8", length);
        Encode(packets, context.Response.BodyWriter.GetSpan(length));
        context.Response.BodyWriter.Advance(length);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        await context.Response.CompleteAsync();
    }

    public static async Task WriteOkAsync(HttpContext context)
    {
        Begin(context, "text/html", 2);
        await context.Response.BodyWriter.WriteAsync("ok"u8.ToArray(), context.RequestAborted);
    }

    /// Hands each packet to the session, until one ends it. False when the body is not a payload.
    public static bool TryReceive(ReadOnlySpan<byte> body, EngineSession session)
    {
        if (!Utf8.IsValid(body))
        {
            return false;
        }
        while (!session.IsClosing)
        {
            int end = body.IndexOf(Separator);
            var packet = end < 0 ? body : body[..end];
            session.Receive(packet, isBinary: false);
            if (end < 0)
            {
                return true;
            }
            body = body[(end + 1)..];
        }
        return true;
    }

    public static int Length(List<EncodedPacket> packets)
    {
        int length = -1;
        foreach (var packet in packets)
        {
            foreach (var segment in packet.Segments)
            {
                length += 1 + (segment.IsBinary ? 1 + Base64.GetMaxEncodedToUtf8Length(segment.Length) : segment.Length);
            }
        }
        return Math.Max(0, length);
    }

    public static void Encode(List<EncodedPacket> packets, Span<byte> destination)
    {
        int at = 0;
        foreach (var packet in packets)
        {
            var wire = packet.Wire.Span;
            foreach (var segment in packet.Segments)
            {
                if (at > 0)
                {
                    destination[at++] = Separator;
                }
                var bytes = wire.Slice(segment.Offset, segment.Length);
                if (segment.IsBinary)
                {
                    destination[at++] = BinaryMark;
                    Base64.EncodeToUtf8(bytes, destination[at..], out _, out int written);
                    at += written;
                }
                else
                {
                    bytes.CopyTo(destination[at..]);
                    at += bytes.Length;
                }
            }
        }
    }

    private static void Begin(HttpContext context, string type, int length)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = length;
        context.Response.Headers.CacheControl = "no-store";
    }
}
