using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Wardline.SocketIO.EngineIO;

/// The WebSocket transport. The request's task is the read loop; the writer exists only while something waits to be written.
internal sealed class WebSocketTransport(EngineSession session, HttpContext context, Stream stream) : EngineTransport, IThreadPoolWorkItem
{
    private const int FirstBuffer = 4096;
    private const int WriteBuffer = 16 * 1024;

    private readonly Lock _gate = new();
    private HttpContext? _context = context;

    /// Returns when the session has ended and its last bytes are written or given up.
    public async Task RunAsync()
    {
        using var socket = WebSocket.CreateFromStream(
            new ControlStream(stream, session, this),
            new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        try
        {
            session.Open(this);
            await ReadAsync(socket);
        }
        catch (WebSocketException error) when (error.WebSocketErrorCode != WebSocketError.ConnectionClosedPrematurely)
        {
            // A malformed frame. The close frame is on its way; closing the connection over unread bytes would reset it
            // and could destroy that frame before the peer reads it.
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.Normal);
            await DiscardAsync();
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            session.Abort(DisconnectReason.TransportClosed);
        }
        finally
        {
            await session.EndAsync();
            // The context is reused for another request from here on.
            lock (_gate)
            {
                _context = null;
            }
        }
    }

    public override void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    public override void Abort()
    {
        lock (_gate)
        {
            _context?.Abort();
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private async Task ReadAsync(WebSocket socket)
    {
        byte[]? buffer = null;
        int length = 0;
        try
        {
            while (true)
            {
                // With an empty buffer this waits for the next frame's header only: an idle connection rents nothing.
                var received = await socket.ReceiveAsync(buffer is null ? Memory<byte>.Empty : buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }
                length += received.Count;
                if (session.IsClosing)
                {
                    length = 0;
                }
                else if (length > session.MaxPayload)
                {
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.TooBig, "message too big");
                    length = 0;
                }
                else if (received.EndOfMessage)
                {
                    session.Receive(buffer.AsSpan(0, length), received.MessageType == WebSocketMessageType.Binary);
                    Return(ref buffer);
                    length = 0;
                    continue;
                }
                buffer = Grow(buffer, length);
            }
        }
        finally
        {
            Return(ref buffer);
        }
    }

    private byte[] Grow(byte[]? buffer, int length)
    {
        if (buffer is null)
        {
            return ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, session.MaxPayload + 1));
        }
        if (length < buffer.Length)
        {
            return buffer;
        }
        // One byte above the limit is enough to know that a message is too big.
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, session.MaxPayload + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static void Return(ref byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = null;
        }
    }

    /// Bounded by the session's close timeout, which aborts the connection.
    private async Task DiscardAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone, which is what was waited for.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task WriteAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(WriteBuffer);
        try
        {
            while (session.Outbox.TryTake(buffer, out var chunk))
            {
                await stream.WriteAsync(chunk);
                await stream.FlushAsync();
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            session.Abort(DisconnectReason.TransportClosed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
