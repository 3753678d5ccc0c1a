using System.Collections.Concurrent;
using Microsoft.Extensions.ObjectPool;

namespace Wardline.SocketIO.Sessions;

/// What the sessions of one server share: limits, the timer wheel, the count and the table of sessions.
internal sealed class SessionHost : IDisposable
{
    /// Each lives two seconds at most.
    private const int MostRefusals = 1000;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly WorkCount _open = new();
    private int _count;
    private int _refusals;
    private volatile bool _draining;

    public SessionHost(SocketIOOptions limits, TimeProvider time, Action<Exception>? failed = null)
    {
        _time = time;
        _start = time.GetTimestamp();
        Limits = limits;
        var shortest = new[] { limits.PingInterval, limits.PingTimeout, limits.WriteTimeout }.Min();
        Failed = failed ?? (static _ => { });
        Wheel = new(time, TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 20, 10, 100)), Failed);
    }

    public SocketIOOptions Limits { get; }

    public TimerWheel Wheel { get; }

    /// Hears of what the application's own parts threw where nobody waits for them.
    public Action<Exception> Failed { get; }

    /// Queues of outboxes that are not in use: most hold nothing most of the time.
    public ObjectPool<Queue<EncodedPacket>> Queues { get; } = new DefaultObjectPool<Queue<EncodedPacket>>(new QueuePolicy(), 1024);

    /// Handlers that run or wait to run.
    public WorkCount Work { get; } = new();

    public bool IsDraining => _draining;

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<Session> Sessions => _sessions.Values;

    public long Milliseconds() => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// Takes a place before the handshake, so that many at once cannot pass the limit. Given back by Remove, or by Release
    /// when no session came of it.
    public bool TryReserve()
    {
        if (_draining)
        {
            return false;
        }
        if (Interlocked.Increment(ref _count) <= Limits.MaxConnections)
        {
            return true;
        }
        Release();
        return false;
    }

    /// Those who are only let in to be told why count for no place, but have a bound of their own.
    public bool TryBeginRefusal()
    {
        if (Interlocked.Increment(ref _refusals) <= MostRefusals)
        {
            return true;
        }
        EndRefusal();
        return false;
    }

    public void EndRefusal() => Interlocked.Decrement(ref _refusals);

    public void Release() => Interlocked.Decrement(ref _count);

    public void Add(Session session)
    {
        _open.Enter();
        _sessions[session.Id] = session;
    }

    public void Remove(Session session)
    {
        _sessions.TryRemove(session.Id, out _);
        Release();
        _open.Exit();
    }

    public Session? Find(string id) => _sessions.GetValueOrDefault(id);

    public void BeginDraining() => _draining = true;

    /// Completes when no session is open.
    public Task IdleAsync() => _open.IdleAsync();

    public void Dispose() => Wheel.Dispose();

    private sealed class QueuePolicy : PooledObjectPolicy<Queue<EncodedPacket>>
    {
        private const int LargestKept = 256;

        public override Queue<EncodedPacket> Create() => new(8);

        public override bool Return(Queue<EncodedPacket> obj) => obj.Capacity <= LargestKept;
    }
}
