namespace Wardline.SocketIO.Sessions;

internal enum Posted
{
    /// Waiting; the transport already knows.
    Queued,

    /// Waiting, and the transport has to be woken.
    Wake,

    /// A volatile packet that was given up because too much waits already.
    Dropped,

    /// The receiver is too slow: its bound is reached.
    Full,

    Closed,
}

/// What waits to be sent to one client, bounded by bytes. The transport takes from it; with nothing waiting it holds no memory.
internal sealed class Outbox(int limit, int volatileLimit)
{
    private readonly Lock _gate = new();
    private Queue<EncodedPacket>? _queue;
    private TaskCompletionSource? _relief;
    private TaskCompletionSource? _empty;
    private int _waiting;
    private int _inFlight;
    private bool _taking;
    private bool _completed;
    private bool _abandoned;

    public Posted Post(EncodedPacket packet, bool isVolatile)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return Posted.Closed;
            }
            // A packet larger than the bound still goes out when nothing else waits; else it could never be sent.
            int held = _waiting + _inFlight;
            if (held > 0 && held + packet.Wire.Length > (isVolatile ? volatileLimit : limit))
            {
                return isVolatile ? Posted.Dropped : Posted.Full;
            }
            return Append(packet);
        }
    }

    /// The last packet of this client: what waits before it is still sent, nothing can follow.
    public Posted Complete(EncodedPacket last)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return Posted.Closed;
            }
            _completed = true;
            Relieve();
            return Append(last);
        }
    }

    public void Abandon()
    {
        lock (_gate)
        {
            _completed = _abandoned = true;
            _queue = null;
            _waiting = 0;
            Relieve();
            _empty?.TrySetResult();
        }
    }

    /// The next bytes to write: several small packets copied into `buffer`, or one shared packet as it is.
    /// False when there are none; then the next Post asks for a wake again.
    public bool TryTake(byte[] buffer, out ReadOnlyMemory<byte> chunk)
    {
        lock (_gate)
        {
            _inFlight = 0;
            chunk = default;
            if (_queue is null || _queue.Count == 0)
            {
                RunDry();
                return false;
            }
            chunk = _queue.Count == 1 || _queue.Peek().Wire.Length > buffer.Length ? _queue.Dequeue().Wire : Coalesce(buffer);
            _waiting -= chunk.Length;
            _inFlight = chunk.Length;
            if (_waiting + _inFlight <= limit / 2)
            {
                Relieve();
            }
            return true;
        }
    }

    /// Everything that waits, for a transport that frames packets in its own way. False as with TryTake.
    public bool TryTakeAll(List<EncodedPacket> packets)
    {
        lock (_gate)
        {
            _inFlight = 0;
            if (_queue is null || _queue.Count == 0)
            {
                RunDry();
                return false;
            }
            packets.AddRange(_queue);
            _queue.Clear();
            _inFlight = _waiting;
            _waiting = 0;
            return true;
        }
    }

    /// Another transport takes from now on. True when something waits for it already.
    public bool Hand()
    {
        lock (_gate)
        {
            _inFlight = 0;
            if (_queue is { Count: > 0 })
            {
                return true;
            }
            RunDry();
            return false;
        }
    }

    /// Completes once at most half of the bound waits.
    public Task ReliefAsync()
    {
        lock (_gate)
        {
            if (_completed || _waiting + _inFlight <= limit / 2)
            {
                return Task.CompletedTask;
            }
            _relief ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _relief.Task;
        }
    }

    /// Completes once everything was written or given up.
    public Task EmptyAsync()
    {
        lock (_gate)
        {
            if (_abandoned || !_taking)
            {
                return Task.CompletedTask;
            }
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private Posted Append(EncodedPacket packet)
    {
        (_queue ??= new(4)).Enqueue(packet);
        _waiting += packet.Wire.Length;
        if (_taking)
        {
            return Posted.Queued;
        }
        _taking = true;
        return Posted.Wake;
    }

    private ReadOnlyMemory<byte> Coalesce(byte[] buffer)
    {
        int used = 0;
        while (_queue!.TryPeek(out var packet) && used + packet.Wire.Length <= buffer.Length)
        {
            packet.Wire.CopyTo(buffer.AsMemory(used));
            used += packet.Wire.Length;
            _queue.Dequeue();
        }
        return buffer.AsMemory(0, used);
    }

    private void RunDry()
    {
        _taking = false;
        _queue = null;
        Relieve();
        _empty?.TrySetResult();
    }

    private void Relieve()
    {
        _relief?.TrySetResult();
        _relief = null;
    }
}
