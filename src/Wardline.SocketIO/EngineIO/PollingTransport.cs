using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// The HTTP long-polling transport: one GET at a time waits for packets, one POST at a time brings some.
internal sealed class PollingTransport(EngineSession session) : SessionTransport
{
    private readonly Lock _gate = new();

    /// Held while a body is received. Taken before the session's gate, so never inside it.
    private readonly Lock _receiving = new();

    private TaskCompletionSource? _wake;
    private Task _answered = Task.CompletedTask;
    private HttpContext? _reading;
    private bool _polling;
    private bool _posting;
    private bool _paused;
    private bool _left;

    private enum Received
    {
        Taken,
        TooLarge,

        /// The session is over, or on a WebSocket.
        TooLate,
        Malformed,
    }

    public override void Wake()
    {
        lock (_gate)
        {
            _wake?.TrySetResult();
        }
    }

    /// No request need be there to notice the end.
    public override bool FinishesSession => false;

    /// A poll that waits hears nothing more, and a body that is still on its way is not waited for: it would outlive its session.
    public override void Abort()
    {
        lock (_gate)
        {
            _left = true;
            _reading?.Abort();
            _wake?.TrySetResult();
        }
    }

    /// A client that said goodbye itself is not told that it is over; its poll just ends.
    public override EncodedPacket Farewell(DisconnectReason reason, ushort status, string text) =>
        reason == DisconnectReason.TransportClosed ? EnginePackets.Noop : EnginePackets.Close;

    /// A WebSocket is about to take over: polls end at once from here on.
    public void Pause()
    {
        lock (_gate)
        {
            _paused = true;
            _wake?.TrySetResult();
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            _paused = false;
        }
    }

    /// Another transport carries the session: polls end, and no body is received any more, lest two transports deliver at once.
    public void Leave()
    {
        lock (_receiving)
        {
            lock (_gate)
            {
                _left = true;
                _wake?.TrySetResult();
            }
        }
    }

    public async Task PollAsync(HttpContext context)
    {
        if (!TryBeginPoll(out var before))
        {
            // Two polls at once would tear the order of packets apart.
            await RefuseAsync(context);
            return;
        }
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            // A client polls again as soon as it has the answer, which may be before the writing of it has returned here.
            await before.WaitAsync(context.RequestAborted);
            var packets = await TakeAsync(context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
            EndPoll(answered.Task);
            await PollingPayload.WriteAsync(context, packets);
            if (session.Outbox.IsSpent)
            {
                Finish();
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // What was taken is lost, and the client cannot know: it has to begin anew.
            session.Abort(DisconnectReason.TransportClosed, this);
            context.Abort();
        }
        finally
        {
            answered.SetResult();
        }
    }

    public async Task PostAsync(HttpContext context)
    {
        if (!TryBeginPost() || !PollingBody.IsText(context.Request))
        {
            await RefuseAsync(context);
            return;
        }
        try
        {
            using var body = await ReadAsync(context);
            var received = Receive(body);
            // Before the answer: a client posts again as soon as it has it.
            if (!EndPost() && session.IsClosing && !session.IsReachable)
            {
                Finish();
            }
            switch (received)
            {
                case Received.Taken:
                    await PollingPayload.WriteOkAsync(context);
                    break;
                case Received.TooLarge:
                    context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                    break;
                default:
                    await EngineErrors.WriteAsync(context, EngineError.BadRequest);
                    break;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or BadHttpRequestException)
        {
            session.Abort(DisconnectReason.TransportClosed, this);
            context.Abort();
        }
    }

    private async Task<PollingBody> ReadAsync(HttpContext context)
    {
        lock (_gate)
        {
            _reading = context;
        }
        try
        {
            return await PollingBody.ReadAsync(context.Request, session.Host.Limits.MaxPayload);
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }
        }
    }

    private Task RefuseAsync(HttpContext context)
    {
        session.Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation);
        return EngineErrors.WriteAsync(context, EngineError.BadRequest);
    }

    private Received Receive(in PollingBody body)
    {
        if (body.IsTooLarge)
        {
            return Received.TooLarge;
        }
        lock (_receiving)
        {
            if (_left)
            {
                return Received.TooLate;
            }
            if (!PollingPayload.TryReceive(body.Bytes.Span, session))
            {
                session.Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation);
            }
            return session is { IsClosing: true, Ending: DisconnectReason.ProtocolError } ? Received.Malformed : Received.Taken;
        }
    }

    /// Nothing is left to be fetched.
    private void Finish()
    {
        if (session.Polling == this)
        {
            Abort();
            session.Finish();
        }
    }

    private async Task<List<EncodedPacket>> TakeAsync(CancellationToken aborted)
    {
        var packets = new List<EncodedPacket>(4);
        while (true)
        {
            Task wake;
            lock (_gate)
            {
                if (_left)
                {
                    packets.Add(EnginePackets.Noop);
                    return packets;
                }
                _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
                wake = _wake.Task;
            }
            if (session.Outbox.TryTakeAll(packets))
            {
                return packets;
            }
            lock (_gate)
            {
                if (_paused)
                {
                    packets.Add(EnginePackets.Noop);
                    return packets;
                }
            }
            await wake.WaitAsync(aborted);
        }
    }

    /// False when a poll waits for packets already. `before` is what the one before that still has to write.
    private bool TryBeginPoll(out Task before)
    {
        lock (_gate)
        {
            before = _answered;
            return !_polling && (_polling = true);
        }
    }

    private void EndPoll(Task answered)
    {
        lock (_gate)
        {
            _polling = false;
            _answered = answered;
        }
    }

    private bool TryBeginPost()
    {
        lock (_gate)
        {
            return !_posting && (_posting = true);
        }
    }

    /// Whether a poll waits.
    private bool EndPost()
    {
        lock (_gate)
        {
            _posting = false;
            return _polling;
        }
    }
}
