namespace Wardline.SocketIO.Sessions;

/// One timer for every deadline of a server: heartbeats, connect timeouts, acknowledgements.
/// An entry is its own list node, so that scheduling allocates nothing.
internal sealed class TimerWheel : IDisposable
{
    private const int Slots = 512;

    private readonly TimeProvider _time;
    private readonly TimeSpan _tick;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly Action<Exception>? _failed;
    private readonly Lock _gate = new();
    private readonly WheelEntry?[] _slots = new WheelEntry?[Slots];
    private readonly List<WheelEntry> _expired = [];
    private long _current;
    private int _count;
    private bool _running;
    private bool _ticking;

    /// `failed` hears of an entry that threw.
    public TimerWheel(TimeProvider time, TimeSpan tick, Action<Exception>? failed = null)
    {
        _failed = failed;
        _time = time;
        _tick = tick;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((TimerWheel)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Schedule(WheelEntry entry, TimeSpan delay)
    {
        lock (_gate)
        {
            if (entry.Slot >= 0)
            {
                Unlink(entry);
            }
            if (!_running)
            {
                _running = true;
                _current = Now();
                _timer.Change(_tick, _tick);
            }
            // The first tick that ends after the delay has passed: an entry fires late by about a tick, never early.
            long due = _time.GetElapsedTime(_start).Ticks + delay.Ticks;
            entry.DueTick = Math.Max(Now() + 1, (due + _tick.Ticks - 1) / _tick.Ticks);
            Link(entry);
        }
    }

    public void Cancel(WheelEntry entry)
    {
        lock (_gate)
        {
            if (entry.Slot >= 0)
            {
                Unlink(entry);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private long Now() => _time.GetElapsedTime(_start).Ticks / _tick.Ticks;

    private void Tick()
    {
        lock (_gate)
        {
            if (_ticking)
            {
                return;
            }
            _ticking = true;
            long now = Now();
            long from = Math.Max(_current + 1, now - Slots + 1);
            for (long tick = from; tick <= now; tick++)
            {
                Collect((int)(tick % Slots), now);
            }
            _current = now;
            if (_count == 0)
            {
                _running = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        // Only this call touches _expired until _ticking is cleared.
        foreach (var entry in _expired)
        {
            try
            {
                entry.Expire();
            }
            catch (Exception error)
            {
                // One client's end must not stop everybody's clock.
                _failed?.Invoke(error);
            }
        }
        _expired.Clear();
        lock (_gate)
        {
            _ticking = false;
        }
    }

    private void Collect(int slot, long now)
    {
        for (var entry = _slots[slot]; entry is not null;)
        {
            var next = entry.Next;
            if (entry.DueTick <= now)
            {
                Unlink(entry);
                _expired.Add(entry);
            }
            entry = next;
        }
    }

    private void Link(WheelEntry entry)
    {
        int slot = (int)(entry.DueTick % Slots);
        entry.Slot = slot;
        entry.Previous = null;
        entry.Next = _slots[slot];
        if (entry.Next is not null)
        {
            entry.Next.Previous = entry;
        }
        _slots[slot] = entry;
        _count++;
    }

    private void Unlink(WheelEntry entry)
    {
        if (entry.Previous is null)
        {
            _slots[entry.Slot] = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }
        if (entry.Next is not null)
        {
            entry.Next.Previous = entry.Previous;
        }
        entry.Next = entry.Previous = null;
        entry.Slot = -1;
        _count--;
    }
}

/// Expire runs outside the wheel's lock and may race with a new Schedule: it decides again from its own state.
internal abstract class WheelEntry
{
    internal WheelEntry? Next;
    internal WheelEntry? Previous;
    internal long DueTick;
    internal int Slot = -1;

    internal abstract void Expire();
}
