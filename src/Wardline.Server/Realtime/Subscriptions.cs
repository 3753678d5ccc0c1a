using Wardline.Data.Feed;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>Ties sockets to streams: each stream is a room of the same name, and a socket counts once as its watcher.</summary>
internal sealed class Subscriptions(FeedHub hub)
{
    /// <summary>From now on; what the socket listens to already is left as it is.</summary>
    public async Task AttachLiveAsync(SocketConnection socket, IEnumerable<string> streams, CancellationToken ct)
    {
        var person = SocketPerson.Of(socket);
        string[] wanted;
        lock (person.Streams)
        {
            wanted = [.. streams.Where(stream => !person.Streams.Contains(stream)).Distinct()];
        }

        if (wanted.Length > 0)
        {
            await hub.AttachLiveAsync(wanted, stream => Attached(socket, person, stream), ct);
        }
    }

    /// <summary>What comes after a position, then everything from there on, without a crack between (rule WL-11).</summary>
    public async Task ReplayAsync(SocketConnection socket, string stream, long after, CancellationToken ct)
    {
        Detach(socket, stream);
        var person = SocketPerson.Of(socket);
        await hub.AttachAsync(stream, after, ReplayPageAsync, () => Attached(socket, person, stream), ct);

        async ValueTask ReplayPageAsync(IReadOnlyList<FeedChange> changes)
        {
            foreach (var change in changes)
            {
                await socket.ReadyAsync(ct);        // a long history must not look like a slow client
                if (!socket.Emit("change", ChangeEvent.Encode(change)))
                {
                    return;
                }
            }
        }
    }

    public static bool IsAttached(SocketConnection socket, string stream)
    {
        var person = SocketPerson.Of(socket);
        lock (person.Streams)
        {
            return person.Streams.Contains(stream);
        }
    }

    public void DetachAll(SocketConnection socket)
    {
        var person = SocketPerson.Of(socket);
        string[] streams;
        lock (person.Streams)
        {
            streams = [.. person.Streams];
            person.Streams.Clear();
        }

        foreach (var stream in streams)
        {
            hub.Detach(stream);
        }
    }

    // A socket that is listed already gives the second watch back.
    private void Attached(SocketConnection socket, SocketPerson person, string stream)
    {
        bool added;
        lock (person.Streams)
        {
            added = person.Streams.Add(stream);
        }

        if (!added || (!socket.Join(stream) && Forget(person, stream)))
        {
            // Detach takes the stream's lock, which is held here.
            _ = Task.Run(() => hub.Detach(stream));
        }
    }

    private static bool Forget(SocketPerson person, string stream)
    {
        lock (person.Streams)
        {
            return person.Streams.Remove(stream);
        }
    }

    private void Detach(SocketConnection socket, string stream)
    {
        if (Forget(SocketPerson.Of(socket), stream))
        {
            socket.Leave(stream);
            hub.Detach(stream);
        }
    }
}
