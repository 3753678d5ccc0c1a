using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class TimerWheelTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    [Fact]
    [Trait("Rule", "EIO-6")]
    public void Entries_fire_once_not_early_and_at_most_a_tick_late_also_beyond_one_turn_of_the_wheel()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, s_tick);
        var random = new Random(7823);
        var entries = Enumerable.Range(0, 500).Select(_ => new Entry(time, TimeSpan.FromMilliseconds(random.Next(1, 20_000)))).ToList();
        foreach (var entry in entries)
        {
            wheel.Schedule(entry, entry.Delay);
        }
        time.Advance(TimeSpan.FromSeconds(21), s_tick);
        Assert.All(entries, entry =>
        {
            Assert.Equal(1, entry.Fired);
            Assert.InRange(entry.At - entry.Delay, TimeSpan.Zero, s_tick * 2);
        });
        Assert.False(time.IsRunning);
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public void Cancelled_entry_does_not_fire_and_a_rescheduled_one_fires_at_its_last_time()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, s_tick);
        var cancelled = new Entry(time, TimeSpan.FromSeconds(1));
        var moved = new Entry(time, TimeSpan.FromSeconds(2));
        wheel.Schedule(cancelled, cancelled.Delay);
        wheel.Schedule(moved, TimeSpan.FromMilliseconds(500));
        wheel.Schedule(moved, moved.Delay);
        wheel.Cancel(cancelled);
        time.Advance(TimeSpan.FromMilliseconds(1990), s_tick);
        Assert.Equal(0, moved.Fired);
        time.Advance(TimeSpan.FromMilliseconds(40), s_tick);
        Assert.Equal(1, moved.Fired);
        Assert.Equal(0, cancelled.Fired);
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public void An_entry_made_between_two_ticks_does_not_fire_early_either()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, s_tick);
        var first = new Entry(time, TimeSpan.FromSeconds(1));
        wheel.Schedule(first, first.Delay);
        time.Advance(TimeSpan.FromMilliseconds(6), TimeSpan.FromMilliseconds(6));
        var entry = new Entry(time, TimeSpan.FromMilliseconds(16));
        wheel.Schedule(entry, TimeSpan.FromMilliseconds(10));
        time.Advance(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1));
        Assert.InRange(entry.At, TimeSpan.FromMilliseconds(16), TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public void An_entry_that_throws_stops_no_other_and_is_told()
    {
        var time = new ManualTime();
        var told = new List<Exception>();
        using var wheel = new TimerWheel(time, s_tick, told.Add);
        var entries = new WheelEntry[] { new Throwing(), new Entry(time, TimeSpan.FromMilliseconds(20)), new Throwing() };
        foreach (var entry in entries)
        {
            wheel.Schedule(entry, TimeSpan.FromMilliseconds(20));
        }
        time.Advance(TimeSpan.FromMilliseconds(50), s_tick);
        Assert.Equal(1, ((Entry)entries[1]).Fired);
        Assert.Equal(2, told.Count);
        var later = new Entry(time, TimeSpan.FromMilliseconds(20));
        wheel.Schedule(later, later.Delay);
        time.Advance(TimeSpan.FromMilliseconds(50), s_tick);
        Assert.Equal(1, later.Fired);
    }

    private sealed class Throwing : WheelEntry
    {
        internal override void Expire() => throw new InvalidOperationException();
    }

    [Fact]
    [Trait("Rule", "EIO-6")]
    public void Ticks_that_were_missed_are_made_up_for()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, s_tick);
        var entry = new Entry(time, TimeSpan.FromSeconds(1));
        wheel.Schedule(entry, entry.Delay);
        time.Advance(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));
        Assert.Equal(1, entry.Fired);
    }

    private sealed class Entry(ManualTime time, TimeSpan delay) : WheelEntry
    {
        public TimeSpan Delay { get; } = delay;

        public TimeSpan At { get; private set; }

        public int Fired { get; private set; }

        internal override void Expire()
        {
            Fired++;
            At = time.Elapsed;
        }
    }

    /// One timer, moved by hand.
    private sealed class ManualTime : TimeProvider, ITimer
    {
        private TimerCallback _callback = _ => { };
        private object? _state;

        public TimeSpan Elapsed { get; private set; }

        public bool IsRunning { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            _state = state;
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsRunning = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Advance(TimeSpan by, TimeSpan step)
        {
            for (var end = Elapsed + by; Elapsed < end;)
            {
                Elapsed += step;
                if (IsRunning)
                {
                    _callback(_state);
                }
            }
        }

        public void Dispose() => IsRunning = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
