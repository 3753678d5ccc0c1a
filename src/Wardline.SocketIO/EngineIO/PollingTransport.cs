using Microsoft.AspNetCore.Http;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// The HTTP long-polling transport: one GET at a time waits for packets, one POST at a time brings some.
internal sealed class PollingTransport(EngineSession session) : SessionTransport
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _wake;
    private bool _polling;
    private bool _posting;
    private bool _paused;
    private bool _left;

    public override void Wake()
    {
        lock (_gate)
        {
            _wake?.TrySetResult();
        }
    }

    /// No request need be there to notice the end.
    public override bool FinishesSession => false;

    /// A poll that waits hears nothing more.
    public override void Abort() => Leave();

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

    /// Another transport carries the session, or none does: polls end.
    public void Leave()
    {
        lock (_gate)
        {
            _left = true;
            _wake?.TrySetResult();
        }
    }

    public async Task PollAsync(HttpContext context)
    {
        if (!TryBegin(ref _polling))
        {
            // Two polls at once would tear the order of packets apart.
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation);
            await EngineErrors.WriteAsync(context, EngineError.BadRequest);
            return;
        }
        try
        {
            var packets = await TakeAsync(context.RequestAborted);
            await PollingPayload.WriteAsync(context, packets);
            if (session.IsClosing)
            {
                session.Finish();
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // What was taken is lost, and the client cannot know: it has to begin anew.
            session.Abort(DisconnectReason.TransportClosed);
            context.Abort();
        }
        finally
        {
            End(ref _polling);
        }
    }

    public async Task PostAsync(HttpContext context)
    {
        if (!TryBegin(ref _posting))
        {
            session.Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation);
            await EngineErrors.WriteAsync(context, EngineError.BadRequest);
            return;
        }
        try
        {
            using var body = await PollingBody.ReadAsync(context.Request, session.Host.Limits.MaxPayload);
            if (body.IsTooLarge)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }
            if (!PollingPayload.TryReceive(body.Bytes.Span, session))
            {
                session.Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation);
            }
            if (session is { IsClosing: true, Ending: DisconnectReason.ProtocolError })
            {
                await EngineErrors.WriteAsync(context, EngineError.BadRequest);
                return;
            }
            await PollingPayload.WriteOkAsync(context);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or BadHttpRequestException)
        {
            session.Abort(DisconnectReason.TransportClosed);
            context.Abort();
        }
        finally
        {
            End(ref _posting);
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

    private bool TryBegin(ref bool flag)
    {
        lock (_gate)
        {
            return !flag && (flag = true);
        }
    }

    private void End(ref bool flag)
    {
        lock (_gate)
        {
            flag = false;
        }
    }
}
