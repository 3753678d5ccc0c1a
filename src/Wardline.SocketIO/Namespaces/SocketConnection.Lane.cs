using System.Text.Json;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;
using Wardline.SocketIO.Namespaces;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO;

/// What a socket's lane runs, and the socket's way from connecting to gone.
public sealed partial class SocketConnection
{
    private bool _accepted;
    private bool _finished;
    private SocketConnection? _predecessor;
    private SocketConnection? _successor;

    /// A client that leaves and comes back begins when its former socket has run its end: never two of them at work in one namespace,
    /// and never more than one that waits, however fast it comes and goes.
    internal void StartConnecting(SocketConnection? former)
    {
        // First in the lane though it may have to wait: what the client sends meanwhile comes after it.
        _lane.TryAdd(new(LaneKind.Connect), always: true, hold: true);
        for (var before = former?._predecessor ?? former; before is not null; before = before == former ? null : former)
        {
            lock (before._lane)
            {
                if (!before._finished)
                {
                    _predecessor = before;
                    before._successor = this;
                    return;
                }
            }
        }
        Begin();
    }

    private void Begin()
    {
        _predecessor = null;
        _lane.Start();
    }

    internal void Receive(EventContext context)
    {
        if (Server.Host.IsDraining || !_lane.TryAdd(new(LaneKind.Event, context)))
        {
            Acknowledge(context.AckId, Server.Options.Errors.TryLater);
        }
    }

    internal void Acknowledge(long? ackId, JsonBody body)
    {
        if (ackId is { } id)
        {
            Send(PacketEncoder.Ack(Namespace.Name, id, body), isVolatile: false);
        }
    }

    internal void Answered(long ackId, AckReply reply) => Volatile.Read(ref _acks)?.Take(ackId)?.Complete(reply.With(Server.Payloads));

    /// Waits for an Accept under way, so that a client which answers at once is not taken for one that is still connecting.
    internal SocketPhase SettledPhase()
    {
        lock (_lane)
        {
            return _phase;
        }
    }

    /// The one way out, whoever asks first.
    internal bool TryEnd(DisconnectReason reason)
    {
        PendingAcks? acks;
        CancellationTokenSource? disconnected;
        lock (_lane)
        {
            if (_phase == SocketPhase.Gone)
            {
                return false;
            }
            _phase = SocketPhase.Gone;
            _held = null;
            acks = _acks;
            disconnected = _disconnected;
        }
        Namespace.Rooms.Remove(this);
        acks?.Close();
        _lane.TryAdd(new(LaneKind.Disconnect, Reason: reason), always: true);
        // What the application registered on the token runs elsewhere, and may throw there: this may be the read loop.
        _ = disconnected?.CancelAsync();
        return true;
    }

    /// Never throws: a handler's failure ends its event, not the connection.
    async Task ILaneOwner<LaneItem>.RunAsync(LaneItem item)
    {
        try
        {
            await (item.Kind switch
            {
                LaneKind.Connect => ConnectAsync(),
                LaneKind.Event => HandleAsync(item.Event!),
                _ => DisconnectedAsync(item.Reason),
            });
        }
        catch (Exception error)
        {
            Server.Log.HandlerFailed(item.Event?.Name ?? "disconnect", Id, error.GetType().FullName, error.StackTrace);
        }
        if (item.IsLast)
        {
            SocketConnection? successor;
            lock (_lane)
            {
                _finished = true;
                successor = _successor;
                _successor = null;
            }
            successor?.Begin();
        }
    }

    private async ValueTask ConnectAsync()
    {
        if (SettledPhase() == SocketPhase.Gone)
        {
            return;
        }
        var result = ConnectResult.Accept();
        try
        {
            if (Namespace.Connecting is { } connecting)
            {
                result = await connecting(this, Disconnected);
            }
        }
        catch (Exception error)
        {
            if (!Disconnected.IsCancellationRequested)
            {
                Server.Log.HandlerFailed("connect", Id, error.GetType().FullName, error.StackTrace);
            }
            result = ConnectResult.Refuse("Internal error");
        }
        // The token is in it; nobody needs it once the decision is made.
        Auth = null;
        if (result.Refusal is { } message)
        {
            if (TryEnd(DisconnectReason.ServerLeft))
            {
                _session.Send(PacketEncoder.ConnectError(Namespace.Name, Refusal(message, result.Data)));
            }
            return;
        }
        Accept();
    }

    private void Accept()
    {
        _accepted = true;
        Namespace.Rooms.Add(this);
        lock (_lane)
        {
            if (_phase == SocketPhase.Gone)
            {
                return;
            }
            _session.Send(PacketEncoder.Connect(Namespace.Name, JsonSerializer.SerializeToUtf8Bytes(new(Id), EngineJson.Default.SidBody)));
            foreach (var packet in _held ?? [])
            {
                _session.Send(packet);
            }
            _held = null;
            _phase = SocketPhase.Connected;
        }
        _session.Admitted();
    }

    private async ValueTask HandleAsync(EventContext context)
    {
        if (!_accepted)
        {
            // It was sent before the client knew that it is refused.
            return;
        }
        JsonBody answer;
        try
        {
            answer = await context.Handler(context);
        }
        catch (SocketIOException refused)
        {
            answer = Refusal(context, refused);
        }
        catch (Exception error)
        {
            if (!(error is OperationCanceledException && Disconnected.IsCancellationRequested))
            {
                Server.Log.HandlerFailed(context.Name, Id, error.GetType().FullName, error.StackTrace);
            }
            answer = Server.Options.Errors.InternalError;
        }
        context.Answer(answer);
        await context.ReleaseAsync();
    }

    private JsonBody Refusal(EventContext context, SocketIOException refused)
    {
        try
        {
            return Server.Options.Errors.Refused?.Invoke(refused) ?? refused.ToAck(Server.Payloads);
        }
        catch (Exception error)
        {
            // Its data is nothing that the server's options can write.
            Server.Log.HandlerFailed(context.Name, Id, error.GetType().FullName, error.StackTrace);
            return Server.Options.Errors.InternalError;
        }
    }

    private ValueTask DisconnectedAsync(DisconnectReason reason) =>
        _accepted && Namespace.Disconnecting is { } disconnecting ? disconnecting(this, reason, Server.Aborted) : ValueTask.CompletedTask;

    private static byte[] Refusal(string message, JsonBody data)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new(message), EngineJson.Default.MessageBody);
        return data.Arguments.IsEmpty ? json : [.. json.AsSpan(0, json.Length - 1), .. ",\"data\":"u8, .. data.Arguments.Span, (byte)'}'];
    }
}
