using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.WebSockets;

/// The WebSocket transport. The request's task is the read loop; the writer exists only while something waits to be written.
internal sealed class WebSocketTransport(Session first, HttpContext context, Stream stream) : SessionTransport, IThreadPoolWorkItem
{
    private const int ReadBuffer = 8 * 1024;
    private const int WriteBuffer = 16 * 1024;

    private readonly Lock _gate = new();
    private volatile Session _session = first;
    private FrameReader _frames = new(first.Host.Limits.MaxPayload);
    private HttpContext? _context = context;
    private Session? _successor;
    private Action<WebSocketTransport>? _carried;
    private int _wakes;

    private enum Step
    {
        NeedsMore,
        Handover,
        Ended,
        Malformed,
    }

    /// Returns when the session has ended and its last bytes are written or given up.
    public async Task RunAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            _session.Abort(DisconnectReason.TransportClosed);
        }
        finally
        {
            _session.Close(DisconnectReason.TransportClosed, WebSocketStatus.Normal);
            await _session.Outbox.EmptyAsync();
            _session.Finish();
            // The context is reused for another request from here on.
            lock (_gate)
            {
                _context = null;
            }
        }
    }

    /// From the next message on, this transport carries another session. Called by the present one while it receives a message.
    public void HandOver(Session successor, Action<WebSocketTransport> carried) => (_successor, _carried) = (successor, carried);

    /// A wake may come while the writer is about to end, or twice at a handover; there is never more than one writer.
    public override void Wake()
    {
        if (Interlocked.Increment(ref _wakes) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public override void Abort()
    {
        lock (_gate)
        {
            _context?.Abort();
        }
    }

    public override EncodedPacket Farewell(DisconnectReason reason, ushort status, string text) => WebSocketFrame.CloseFrame(status, text);

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private async Task ReadAsync()
    {
        byte[]? buffer = null;
        int held = 0;
        try
        {
            while (true)
            {
                if (buffer is null)
                {
                    _ = await ArrivalAsync();
                    buffer = ArrayPool<byte>.Shared.Rent(ReadBuffer);
                }
                int read = await stream.ReadAsync(buffer.AsMemory(held));
                if (read == 0)
                {
                    _session.Abort(DisconnectReason.TransportClosed);
                    return;
                }
                held += read;
                int at = 0;
                Step step;
                while ((step = Take(buffer.AsSpan(0, held), ref at)) == Step.Handover)
                {
                    await TakeOverAsync();
                }
                if (step == Step.Malformed)
                {
                    await SwallowAsync(buffer);
                }
                if (step != Step.NeedsMore)
                {
                    return;
                }
                held -= at;
                buffer.AsSpan(at, held).CopyTo(buffer);
                if (held == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = null;
                }
            }
        }
        finally
        {
            _frames.ReturnAssembly();
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// Reads nothing, and thereby waits without a buffer: an idle connection rents none.
    private ValueTask<int> ArrivalAsync() => stream.ReadAsync(Memory<byte>.Empty);

    private Step Take(Span<byte> bytes, ref int at)
    {
        var session = _session;
        session.Heard();
        while (true)
        {
            if (session.IsClosing)
            {
                _frames.Discard();
            }
            var step = _frames.Next(bytes[at..], out int consumed, out var payload);
            at += consumed;
            switch (step)
            {
                case FrameStep.NeedsMore:
                    return Step.NeedsMore;
                case FrameStep.Text or FrameStep.Binary:
                    session.Receive(payload, step == FrameStep.Binary);
                    if (_successor is not null)
                    {
                        return Step.Handover;
                    }
                    break;
                case FrameStep.Ping:
                    // Dropped when too many wait already: a peer that floods gets fewer pongs, not more memory.
                    session.Send(WebSocketFrame.Control(WebSocketFrame.Pong, payload), isVolatile: true);
                    break;
                case FrameStep.Close:
                    return Closed(session, payload) ? Step.Ended : Step.Malformed;
                case FrameStep.Malformed:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.ProtocolError, "malformed frame");
                    return Step.Malformed;
                case FrameStep.NotUtf8:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.InvalidPayload, "not UTF-8");
                    break;
                case FrameStep.TooBig:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.TooBig, "message too big");
                    break;
            }
        }
    }

    /// Answers the peer's close with its own status. False when the close frame itself is malformed.
    private static bool Closed(Session session, ReadOnlySpan<byte> payload)
    {
        ushort status = payload.Length < 2 ? WebSocketStatus.None : BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (payload.Length == 1 || (payload.Length > 1 && !WebSocketStatus.MayTravel(status)))
        {
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.ProtocolError, "malformed close");
            return false;
        }
        if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
        {
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.InvalidPayload, "not UTF-8");
            return false;
        }
        session.Close(DisconnectReason.TransportClosed, status);
        return true;
    }

    private async Task TakeOverAsync()
    {
        await _session.Outbox.EmptyAsync();
        var predecessor = _session;
        _session = _successor!;
        _successor = null;
        _carried!(this);
        predecessor.Finish();
    }

    /// Closing a connection over unread bytes would reset it, and could destroy the close frame before the peer reads it.
    /// Bounded by the session's close timeout, which aborts the connection.
    private async Task SwallowAsync(byte[] buffer)
    {
        while (await stream.ReadAsync(buffer) > 0)
        {
        }
    }

    private async Task WriteAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(WriteBuffer);
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wakes);
                while (_session.Outbox.TryTake(buffer, out var chunk))
                {
                    await stream.WriteAsync(chunk);
                    await stream.FlushAsync();
                }
            }
            while (Interlocked.Add(ref _wakes, -seen) != 0);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            _session.Abort(DisconnectReason.TransportClosed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
