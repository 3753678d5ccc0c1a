using System.Diagnostics.CodeAnalysis;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Namespaces;

/// The answers a client owes. Ids are never used twice, so a late answer finds nothing and is ignored.
internal sealed class PendingAcks(int limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingAck> _pending = [];
    private long _next;
    private bool _closed;

    public bool TryAdd(TimerWheel wheel, TimeSpan timeout, [NotNullWhen(true)] out PendingAck? ack, out AckStatus refusal)
    {
        ack = null;
        refusal = default;
        lock (_gate)
        {
            if (_closed || _pending.Count >= limit)
            {
                refusal = _closed ? AckStatus.Disconnected : AckStatus.TooManyPending;
                return false;
            }
            ack = new(this, _next++);
            _pending.Add(ack.Id, ack);
        }
        wheel.Schedule(ack, timeout);
        return true;
    }

    public PendingAck? Take(long id)
    {
        lock (_gate)
        {
            return _pending.Remove(id, out var ack) ? ack : null;
        }
    }

    public void Close()
    {
        PendingAck[] left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }
        foreach (var ack in left)
        {
            ack.Complete(new(AckStatus.Disconnected));
        }
    }
}

internal sealed class PendingAck(PendingAcks owner, long id) : WheelEntry
{
    private readonly TaskCompletionSource<AckReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Id { get; } = id;

    public Task<AckReply> Reply => _reply.Task;

    public void Complete(AckReply reply) => _reply.TrySetResult(reply);

    internal override void Expire()
    {
        if (owner.Take(Id) is not null)
        {
            Complete(new(AckStatus.TimedOut));
        }
    }
}
