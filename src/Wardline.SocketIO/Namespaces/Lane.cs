namespace Wardline.SocketIO.Namespaces;

/// A socket's bounded queue of work, run one piece at a time in order. It runs on the thread pool only while there is work,
/// so an idle socket keeps neither a loop nor a queue.
internal sealed class Lane(SocketConnection owner, int capacity, WorkCount work) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private Queue<LaneItem>? _queue;
    private bool _running;

    /// False when an event finds the lane full. Connecting and disconnecting always find room: there is at most one of each.
    public bool TryAdd(LaneItem item)
    {
        lock (_gate)
        {
            if (item.Kind == LaneKind.Event && _queue?.Count >= capacity)
            {
                return false;
            }
            (_queue ??= new(2)).Enqueue(item);
            if (_running)
            {
                return true;
            }
            _running = true;
        }
        work.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        while (TryTake(out var item))
        {
            await owner.RunAsync(item);
        }
        work.Exit();
    }

    private bool TryTake(out LaneItem item)
    {
        lock (_gate)
        {
            if (_queue!.TryDequeue(out item))
            {
                return true;
            }
            _queue = null;
            _running = false;
            return false;
        }
    }
}

internal enum LaneKind
{
    Connect,
    Event,
    Disconnect,
}

internal readonly record struct LaneItem(LaneKind Kind, EventContext? Event = null, DisconnectReason Reason = default);
