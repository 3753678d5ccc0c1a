using System.Diagnostics;

namespace Wardline.Bench.Realtime.Load;

/// <summary>Drives all clients of a measurement. Not for two threads at a time.</summary>
internal sealed class EventLoop : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly List<Client?> _clients = [];
    private readonly byte[] _received = new byte[256 * 1024];

    /// <summary>Frames are made here, one at a time.</summary>
    public byte[] Scratch { get; } = new byte[4096];

    /// <summary>Clients on their way to being connected.</summary>
    public int Opening { get; set; }

    public void Add(Client client, int descriptor)
    {
        while (_clients.Count <= descriptor)
        {
            _clients.Add(null);
        }

        _clients[descriptor] = client;
        _epoll.Add(descriptor);
    }

    public void Remove(int descriptor) => _clients[descriptor] = null;

    /// <summary>Handles what has arrived; with 0 it does not wait for more.</summary>
    public void Poll(int milliseconds)
    {
        var count = _epoll.Wait(milliseconds);
        for (var i = 0; i < count; i++)
        {
            _clients[_epoll[i]]?.Receive(_received);
        }
    }

    /// <exception cref="TimeoutException">It did not come to that in time.</exception>
    public void PollUntil(Func<bool> done, TimeSpan limit, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (!done())
        {
            ct.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"The server did not answer within {limit.TotalSeconds:0} s.");
            }

            Poll(10);
        }
    }

    /// <summary>Lets the clients answer pings for a while.</summary>
    public void PollFor(TimeSpan time, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            ct.ThrowIfCancellationRequested();
            Poll(10);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.ToList())
        {
            client?.Dispose();
        }

        _epoll.Dispose();
    }
}
