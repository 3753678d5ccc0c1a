using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.WebSockets;

/// The WebSocket transport. The request's task is the read loop; the writer exists only while something waits to be written.
[SuppressMessage("Design", "MA0064:Avoid locking on publicly accessible instance", Justification = "It never leaves its session, and a lock object for each idle client is what is saved.")]
internal sealed class WebSocketTransport(Session first, HttpContext context, IDuplexPipe pipe) : SessionTransport, IThreadPoolWorkItem
{
    /// Written together. A receiver of more reads several times anyway.
    private const int Batch = 32 * 1024;

    /// Looked at together.
    private const int Chunk = 16 * 1024;

    private volatile Session _session = first;
    private FrameReader _frames = new(first.Host.Limits.MaxPayload);
    private HttpContext? _context = context;
    private Session? _successor;
    private Action<WebSocketTransport>? _carried;
    private volatile TaskCompletionSource? _writerGone;
    private volatile bool _broken;
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
            while (true)
            {
                var read = await pipe.Input.ReadAsync();
                var step = Take(read.Buffer, out long consumed);
                var at = read.Buffer.GetPosition(consumed);
                bool isAllSeen = step == Step.NeedsMore && read.Buffer.Length <= Chunk;
                pipe.Input.AdvanceTo(at, isAllSeen ? read.Buffer.End : at);
                if (step == Step.Handover)
                {
                    await TakeOverAsync();
                }
                else if (step == Step.Malformed)
                {
                    await SwallowAsync();
                }
                if (step == Step.NeedsMore && !isAllSeen)
                {
                    // A flood in one connection leaves room for the others.
                    await Task.Yield();
                }
                if (step is Step.Malformed or Step.Ended)
                {
                    break;
                }
                if (isAllSeen && read.IsCompleted)
                {
                    _session.Abort(DisconnectReason.TransportClosed);
                    break;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            _session.Abort(DisconnectReason.TransportClosed);
        }
        finally
        {
            _frames.ReturnAssembly();
            _session.Close(DisconnectReason.TransportClosed, WebSocketStatus.Normal);
            await _session.Outbox.EmptyAsync();
            await WriterGoneAsync();
            _session.Finish();
            // The context is reused for another request from here on.
            lock (this)
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
        lock (this)
        {
            _context?.Abort();
        }
    }

    public override EncodedPacket Farewell(DisconnectReason reason, ushort status, string text) => WebSocketFrame.CloseFrame(status, text);

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private Step Take(in ReadOnlySequence<byte> bytes, out long consumed)
    {
        int length = (int)Math.Min(bytes.Length, Chunk);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.Slice(0, length).CopyTo(buffer);
            var step = Take(buffer.AsSpan(0, length), out int taken);
            consumed = taken;
            return step;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Step Take(Span<byte> bytes, out int at)
    {
        at = 0;
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
                    Closed(session, payload);
                    return Step.Ended;
                case FrameStep.Malformed:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.ProtocolError, "malformed frame");
                    return Step.Malformed;
                case FrameStep.NotUtf8:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.InvalidPayload, "not UTF-8");
                    break;
                case FrameStep.TooBig:
                    session.Close(DisconnectReason.ProtocolError, WebSocketStatus.TooBig);
                    break;
            }
        }
    }

    /// Answers the peer's close with its own status, or with what is wrong with the close frame itself.
    private static void Closed(Session session, ReadOnlySpan<byte> payload)
    {
        ushort status = payload.Length < 2 ? WebSocketStatus.None : BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (payload.Length == 1 || (payload.Length > 1 && !WebSocketStatus.MayTravel(status)))
        {
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.ProtocolError, "malformed close");
        }
        else if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
        {
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.InvalidPayload, "not UTF-8");
        }
        else
        {
            session.Close(DisconnectReason.TransportClosed, status);
        }
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
    private async Task SwallowAsync()
    {
        ReadResult read;
        do
        {
            read = await pipe.Input.ReadAsync();
            pipe.Input.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private async Task WriteAsync()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wakes);
                while (_session.Outbox.TryTake(pipe.Output, Batch))
                {
                    if ((await pipe.Output.FlushAsync()).IsCompleted)
                    {
                        // Nobody reads what is written any more.
                        _session.Abort(DisconnectReason.TransportClosed);
                    }
                }
            }
            while (Interlocked.Add(ref _wakes, -seen) != 0);
        }
        catch (Exception)
        {
            // Whatever the pipe threw, nothing more can be written to this client; and the request waits for the writer's end.
            _broken = true;
            _session.Abort(DisconnectReason.TransportClosed);
        }
        Interlocked.MemoryBarrier();
        _writerGone?.TrySetResult();
    }

    /// The pipe belongs to the server again when the request has ended, so nobody may be writing then. Takes the writer's turn for good.
    private Task WriterGoneAsync()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writerGone = gone;
        return Interlocked.Increment(ref _wakes) == 1 || _broken ? Task.CompletedTask : gone.Task;
    }
}
