using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wardline.Data.Feed;

/// <summary>
/// Tells the streams that somebody on this node watches, each change once and in the order of its position.
/// A change that arrives early (another writer committed in between) waits until the gap is read (rule WL-9).
/// </summary>
public sealed partial class FeedHub(FeedReader reader, ILogger<FeedHub> logger)
{
    private const int PageSize = 500;
    private const int EarlyBound = 1024;
    private readonly ConcurrentDictionary<string, Watched> _streams = new();

    /// <summary>Called for each change, under the stream's lock and in order. Must neither block nor throw.</summary>
    public event Action<FeedChange>? Changed;

    public string[] WatchedStreams => [.. _streams.Keys];

    public void Publish(IEnumerable<FeedChange> changes)
    {
        foreach (var change in changes)
        {
            if (_streams.TryGetValue(change.Stream, out var watched))
            {
                Offer(watched, change);
            }
        }
    }

    /// <summary>Another node, or the poll, says where a stream stands.</summary>
    public void Hint(string stream, long top)
    {
        if (_streams.TryGetValue(stream, out var watched) && Volatile.Read(ref watched.Last) is >= 0 and var last && last < top)
        {
            CatchUp(watched);
        }
    }

    /// <summary>
    /// Replays what comes after <paramref name="after"/>, then attaches: <paramref name="attach"/> runs under the
    /// stream's lock at a moment when nothing lies between the replay and the next live change.
    /// </summary>
    /// <returns>Where the stream stood when attached; null when there is no such stream (nothing was attached).</returns>
    /// <param name="replay">Gets each page in order; may wait until its receiver has room.</param>
    public async Task<FeedCursor?> AttachAsync(
        string stream, long after, Func<IReadOnlyList<FeedChange>, ValueTask> replay, Action attach, CancellationToken ct)
    {
        var watched = Watch(stream);
        var attached = false;
        try
        {
            while (true)
            {
                if (await reader.ReadAsync(stream, after, PageSize, ct) is not { } page)
                {
                    return null;
                }

                if (page.Changes.Count > 0)
                {
                    await replay(page.Changes);
                    after = page.Changes[^1].Position;
                }

                if (page.Changes.Count == PageSize)
                {
                    continue;
                }

                after = page.Top;                   // also for one who claims a position ahead of the stream
                lock (watched.Gate)
                {
                    if (watched.Last < 0)
                    {
                        watched.Last = after;
                    }

                    if (watched.Last <= after)      // a watcher that lags brings changes the newcomer has: it drops them by position
                    {
                        attach();
                        attached = true;
                        Drain(watched);
                        return new FeedCursor(stream, page.Epoch, after);
                    }
                }
            }
        }
        finally
        {
            if (!attached)
            {
                Detach(stream);
            }
        }
    }

    /// <summary>Attaches to many streams with one read: what is committed after this call is told. Streams that do not
    /// exist are passed over.</summary>
    public async Task AttachLiveAsync(IReadOnlyCollection<string> names, Action<string> attach, CancellationToken ct)
    {
        var waiting = names.ToDictionary(name => name, Watch);
        try
        {
            foreach (var cursor in await reader.TopsAsync([.. names], ct))
            {
                waiting.Remove(cursor.Stream, out var watched);
                lock (watched!.Gate)
                {
                    if (watched.Last < 0)
                    {
                        watched.Last = cursor.Position;
                    }

                    attach(cursor.Stream);
                    Drain(watched);
                }
            }
        }
        finally
        {
            foreach (var name in waiting.Keys)
            {
                Detach(name);
            }
        }
    }

    public void Detach(string stream)
    {
        if (_streams.TryGetValue(stream, out var watched))
        {
            lock (watched.Gate)
            {
                if (--watched.Watchers == 0)
                {
                    watched.Gone = true;
                    _streams.TryRemove(new(stream, watched));
                }
            }
        }
    }

    private Watched Watch(string stream)
    {
        while (true)
        {
            var watched = _streams.GetOrAdd(stream, name => new Watched(name));
            lock (watched.Gate)
            {
                if (!watched.Gone)
                {
                    watched.Watchers++;
                    return watched;
                }
            }
        }
    }

    private void Offer(Watched watched, FeedChange change)
    {
        var behind = false;
        lock (watched.Gate)
        {
            if (watched.Gone || (watched.Last >= 0 && change.Position <= watched.Last))
            {
                return;
            }

            // A dropped early change is read again with the gap before it; the one that fills the gap is never dropped.
            if (watched.Early.Count < EarlyBound || change.Position == watched.Last + 1)
            {
                watched.Early[change.Position] = change;
            }

            if (watched.Last >= 0)
            {
                Drain(watched);
                behind = watched.Early.Count > 0;
            }
        }

        if (behind)
        {
            CatchUp(watched);
        }
    }

    private void Drain(Watched watched)
    {
        while (watched.Early.Count > 0)
        {
            var (position, change) = watched.Early.First();
            if (position > watched.Last + 1)
            {
                return;
            }

            watched.Early.Remove(position);
            if (position > watched.Last)
            {
                watched.Last = position;
                Changed?.Invoke(change);
            }
        }
    }

    private void CatchUp(Watched watched)
    {
        if (Interlocked.Exchange(ref watched.Reading, 1) == 0)
        {
            _ = ReadGapAsync(watched);
        }
    }

    private async Task ReadGapAsync(Watched watched)
    {
        try
        {
            FeedPage? page;
            do
            {
                page = await reader.ReadAsync(watched.Stream, Volatile.Read(ref watched.Last), PageSize, CancellationToken.None);
                foreach (var change in page?.Changes ?? [])
                {
                    Offer(watched, change);
                }
            }
            while (page?.Changes.Count == PageSize && !watched.Gone);
        }
        catch (Exception error)
        {
            GapUnread(watched.Stream, error.GetType().Name);      // the poll asks again within a second
        }
        finally
        {
            Volatile.Write(ref watched.Reading, 0);
        }
    }

    [LoggerMessage(1010, LogLevel.Warning, "Changes of {Stream} could not be read ({Error}); trying again")]
    private partial void GapUnread(string stream, string error);

    private sealed class Watched(string stream)
    {
        public string Stream { get; } = stream;

        public Lock Gate { get; } = new();

        public SortedDictionary<long, FeedChange> Early { get; } = [];

        public int Watchers { get; set; }

        public bool Gone { get; set; }

        public long Last = -1;

        public int Reading;
    }
}
