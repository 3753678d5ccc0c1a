using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Net.Http.Headers;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.WebSockets;

/// The opening handshake over HTTP/1.1 (RFC 6455 section 4.2) and HTTP/2 (RFC 8441). It is done here and not by
/// `UseWebSockets` because the writer needs the stream: it sends frames that are encoded once for all receivers.
internal static class WebSocketUpgrade
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static bool IsRequested(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return string.Equals(connect.Protocol, "websocket", StringComparison.OrdinalIgnoreCase) && HasVersion(context.Request);
        }
        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Upgrade.Any(value => string.Equals(value, "websocket", StringComparison.OrdinalIgnoreCase))
            && HasVersion(context.Request)
            && IsKey(context.Request.Headers.SecWebSocketKey);
    }

    public static async ValueTask<IDuplexPipe> AcceptAsync(HttpContext context)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return new StreamPipe(await connect.AcceptAsync());
        }
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        // Once upgraded, the HTTP layer passes bytes through; going to the transport itself saves an idle connection its buffers and tasks.
        return context.Features.Get<IConnectionTransportFeature>()?.Transport ?? new StreamPipe(stream);
    }

    /// Opens the WebSocket only to close it with a code that the client can see. Where too many are being told already, the answer is 503.
    public static async Task RefuseAsync(SessionHost host, HttpContext context, ushort status, string reason, byte[]? lastWords = null)
    {
        if (!host.TryBeginRefusal())
        {
            context.Response.Headers.RetryAfter = "5";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            await TellAsync(context, status, reason, lastWords);
        }
        finally
        {
            host.EndRefusal();
        }
    }

    private static async Task TellAsync(HttpContext context, ushort status, string reason, byte[]? lastWords)
    {
        var pipe = await AcceptAsync(context);
        if (lastWords is not null)
        {
            await pipe.Output.WriteAsync(EncodedPacket.Message(lastWords, isBinary: false).Wire);
        }
        await pipe.Output.WriteAsync(WebSocketFrame.CloseFrame(status, reason).Wire);
        // Its answer is read, within limits, since closing over unread bytes could destroy the close frame on its way.
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            bool ended = false;
            for (int reads = 0; reads < 16 && !ended; reads++)
            {
                var read = await pipe.Input.ReadAsync(patience.Token);
                pipe.Input.AdvanceTo(read.Buffer.End);
                ended = read.IsCompleted;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // It did not answer, or is gone.
        }
    }

    private static bool HasVersion(HttpRequest request) => request.Headers[HeaderNames.SecWebSocketVersion] == "13";

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[16];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, bytes, out int length) && length == 16;
    }

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "RFC 6455 section 4.2.2 prescribes SHA-1; nothing secret rests on it.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));

    private sealed class StreamPipe(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(useZeroByteReads: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream);
    }
}
