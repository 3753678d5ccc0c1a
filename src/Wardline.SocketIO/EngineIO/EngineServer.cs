using System.Collections.Concurrent;
using System.Text.Json;

namespace Wardline.SocketIO.EngineIO;

/// What the sessions of one server share: limits, the timer wheel, the constant packets, the table of sessions.
internal sealed class EngineServer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly WorkCount _open = new();
    private int _count;

    public EngineServer(SocketIOOptions limits, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        Limits = limits;
        var shortest = limits.PingInterval < limits.PingTimeout ? limits.PingInterval : limits.PingTimeout;
        Wheel = new(time, TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 20, 10, 100)));
    }

    public SocketIOOptions Limits { get; }

    public TimerWheel Wheel { get; }

    public EncodedPacket Ping { get; } = EncodedPacket.Text("2");

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<EngineSession> Sessions => _sessions.Values;

    public long Milliseconds() => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// Takes a place before the handshake, so that many at once cannot pass the limit.
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= Limits.MaxConnections)
        {
            return true;
        }
        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _count);

    /// Completes when no session is open.
    public Task IdleAsync() => _open.IdleAsync();

    public void Add(EngineSession session)
    {
        _open.Enter();
        _sessions[session.Id] = session;
    }

    public void Remove(EngineSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        _open.Exit();
    }

    public EncodedPacket OpenPacket(string sid) => EncodedPacket.Text("0" + JsonSerializer.Serialize(
        new(sid, [], (long)Limits.PingInterval.TotalMilliseconds, (long)Limits.PingTimeout.TotalMilliseconds, Limits.MaxPayload),
        EngineJson.Default.OpenBody));

    public void Dispose() => Wheel.Dispose();
}
