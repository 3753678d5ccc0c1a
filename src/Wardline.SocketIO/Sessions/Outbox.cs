using System.Buffers;
using System.Diagnostics.CodeAnalysis;

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

/// What waits to be sent to one client, bounded by bytes (a packet counts a little more than its own). The transport takes from it; with nothing waiting it holds no memory.
[SuppressMessage("Design", "MA0064:Avoid locking on publicly accessible instance", Justification = "It never leaves its session, and a lock object for each idle client is what is saved.")]
internal sealed class Outbox(SessionHost host)
{
    /// A packet alone needs no queue.
    private EncodedPacket? _first;
    private Queue<EncodedPacket>? _more;
    private TaskCompletionSource? _relief;
    private TaskCompletionSource? _empty;
    private int _waiting;
    private int _inFlight;
    private bool _taking;
    private bool _completed;
    private bool _abandoned;

    /// The last packet was taken, or everything was given up.
    public bool IsSpent
    {
        get
        {
            lock (this)
            {
                return _completed && _first is null;
            }
        }
    }

    public Posted Post(EncodedPacket packet, bool isVolatile)
    {
        lock (this)
        {
            if (_completed)
            {
                return Posted.Closed;
            }
            // A packet larger than the bound still goes out when nothing else waits; else it could never be sent.
            int held = _waiting + _inFlight;
            if (held > 0 && held + packet.Cost > (isVolatile ? host.Limits.VolatileBytes : host.Limits.OutgoingBytes))
            {
                return isVolatile ? Posted.Dropped : Posted.Full;
            }
            return Append(packet);
        }
    }

    /// The last packet of this client: what waits before it is still sent, nothing can follow.
    public Posted Complete(EncodedPacket last)
    {
        lock (this)
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
        lock (this)
        {
            _completed = _abandoned = true;
            Clear();
            Relieve();
            _empty?.TrySetResult();
        }
    }

    /// Writes what waits, up to about `batch` bytes and at least one packet, one after the other.
    /// False when nothing waits; then the next Post asks for a wake again.
    public bool TryTake(IBufferWriter<byte> output, int batch)
    {
        lock (this)
        {
            _inFlight = 0;
            if (_first is null)
            {
                RunDry();
                return false;
            }
            int written = 0;
            do
            {
                output.Write(_first.Wire.Span);
                written += _first.Wire.Length;
                _inFlight += _first.Cost;
                _waiting -= _first.Cost;
                _first = _more?.TryDequeue(out var next) == true ? next : null;
            }
            while (_first is not null && written + _first.Wire.Length <= batch);
            RelieveIfHalf();
            return true;
        }
    }

    /// Everything that waits, for a transport that frames packets in its own way. False as with TryTake.
    public bool TryTakeAll(List<EncodedPacket> packets)
    {
        lock (this)
        {
            _inFlight = 0;
            if (_first is null)
            {
                RunDry();
                return false;
            }
            packets.Add(_first);
            packets.AddRange(_more ?? []);
            _inFlight = _waiting;
            Clear();
            RelieveIfHalf();
            return true;
        }
    }

    /// Another transport takes from now on. True when something waits for it already.
    public bool Hand()
    {
        lock (this)
        {
            _inFlight = 0;
            if (_first is not null)
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
        lock (this)
        {
            if (_completed || IsHalf)
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
        lock (this)
        {
            if (_abandoned || !_taking)
            {
                return Task.CompletedTask;
            }
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private bool IsHalf => _waiting + _inFlight <= host.Limits.OutgoingBytes / 2;

    private Posted Append(EncodedPacket packet)
    {
        if (_first is null)
        {
            _first = packet;
        }
        else
        {
            (_more ??= host.Queues.Get()).Enqueue(packet);
        }
        _waiting += packet.Cost;
        if (_taking)
        {
            return Posted.Queued;
        }
        _taking = true;
        return Posted.Wake;
    }

    private void RunDry()
    {
        _taking = false;
        Clear();
        Relieve();
        _empty?.TrySetResult();
    }

    private void Clear()
    {
        _first = null;
        _waiting = 0;
        if (_more is not null)
        {
            _more.Clear();
            host.Queues.Return(_more);
            _more = null;
        }
    }

    private void RelieveIfHalf()
    {
        if (IsHalf)
        {
            Relieve();
        }
    }

    private void Relieve()
    {
        _relief?.TrySetResult();
        _relief = null;
    }
}
