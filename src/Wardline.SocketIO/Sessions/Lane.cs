using System.Diagnostics.CodeAnalysis;

namespace Wardline.SocketIO.Sessions;

internal interface ILaneItem
{
    /// Bytes that wait with it.
    int Size { get; }

    /// Nothing runs after it.
    bool IsLast { get; }
}

internal interface ILaneOwner<in T>
{
    /// Never throws.
    Task RunAsync(T item);
}

/// One client's bounded queue of work, run one piece at a time in order. It runs on the thread pool only while there is work,
/// so an idle client keeps neither a loop nor a queue.
[SuppressMessage("Design", "MA0064:Avoid locking on publicly accessible instance", Justification = "It never leaves its owner, and a lock object for each idle client is what is saved.")]
internal sealed class Lane<T>(ILaneOwner<T> owner, SessionHost host) : IThreadPoolWorkItem
    where T : ILaneItem
{
    private Queue<T>? _queue;
    private int _bytes;
    private bool _running;
    private bool _closed;

    /// False when the lane is full, or has run its last item. What must find room says so; there is at most one beginning and one end.
    /// With `hold`, an idle lane only begins with Start, and whatever comes meanwhile waits behind the item.
    public bool TryAdd(T item, bool always = false, bool hold = false)
    {
        lock (this)
        {
            if (_closed)
            {
                return false;
            }
            if (!always && _queue is { Count: > 0 } queue
                && (queue.Count >= host.Limits.Lane || _bytes + item.Size > host.Limits.LaneBytes))
            {
                return false;
            }
            (_queue ??= new(2)).Enqueue(item);
            _bytes += item.Size;
            if (_running)
            {
                return true;
            }
            _running = true;
        }
        if (!hold)
        {
            Start();
        }
        return true;
    }

    /// Once, after the first item was added with `hold`.
    public void Start()
    {
        host.Work.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        while (TryTake(out var item))
        {
            await owner.RunAsync(item);
        }
        host.Work.Exit();
    }

    private bool TryTake(out T item)
    {
        lock (this)
        {
            // None, when a held lane was closed before it began.
            if (_queue is not null && _queue.TryDequeue(out item!))
            {
                _bytes -= item.Size;
                if (item.IsLast)
                {
                    // What came in behind it was sent by a client that is gone.
                    _closed = true;
                    _queue.Clear();
                }
                return true;
            }
            item = default!;
            _queue = null;
            _running = false;
            return false;
        }
    }
}
