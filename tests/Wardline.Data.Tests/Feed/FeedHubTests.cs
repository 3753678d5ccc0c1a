using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Wardline.Data.Feed;
using Wardline.Testing;

namespace Wardline.Data.Tests.Feed;

public sealed class FeedHubTests(MigratedPostgres postgres) : FeedTestBase(postgres)
{
    [Fact]
    public async Task WL9_Another_node_hears_of_a_change_in_order()
    {
        await using var writing = await FeedNodeUnderTest.StartAsync(Database);
        await using var watching = await FeedNodeUnderTest.StartAsync(Database);
        var seen = await WatchAsync(watching, 0);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => writing.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))));

        await Eventually.TrueAsync(() => seen.Count == 300, TimeSpan.FromSeconds(5));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task WL10_A_lost_wake_up_delays_a_change_by_the_poll_at_most()
    {
        await using var writing = await FeedNodeUnderTest.StartAsync(Database);
        await using var watching = await FeedNodeUnderTest.StartAsync(Database);
        var seen = await WatchAsync(watching, 0);
        await writing.Services.GetRequiredService<FeedNotifier>().StopAsync(CancellationToken.None);

        await writing.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));

        await Eventually.TrueAsync(() => seen.Count == 1, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task WL11_A_watcher_that_attaches_in_the_middle_of_writes_misses_nothing_and_has_all_in_order()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        var writes = Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));
            }
        });

        var watchers = new List<(long From, ConcurrentQueue<long> Seen)>();
        while (!writes.IsCompleted)
        {
            var seen = new ConcurrentQueue<long>();
            var from = Math.Min(watchers.Count * 3 % 20, (await node.Reader.TopsAsync([Hot], default))[0].Position);
            var attached = false;
            node.Hub.Changed += change =>
            {
                // What it has already is dropped, as every watcher does.
                if (Volatile.Read(ref attached) && change.Position > Math.Max(from, seen.LastOrDefault()))
                {
                    seen.Enqueue(change.Position);
                }
            };
            await node.Hub.AttachAsync(Hot, from, changes => ReplayAsync(changes, seen), () => Volatile.Write(ref attached, true), default);
            watchers.Add((from, seen));
        }

        await writes;
        Assert.NotEmpty(watchers);
        Assert.All(watchers, watcher =>
            Assert.Equal(Enumerable.Range((int)watcher.From + 1, 400 - (int)watcher.From).Select(i => (long)i), watcher.Seen));
    }

    [Fact]
    public async Task Attaching_to_a_stream_that_does_not_exist_attaches_nothing()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);

        Assert.Null(await node.Hub.AttachAsync("conversation:nowhere", 0, _ => default, () => Assert.Fail("attached"), default));
        Assert.Empty(node.Hub.WatchedStreams);
    }

    [Fact]
    public async Task WL9_A_gap_is_filled_however_many_early_changes_wait_behind_it()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        await using var other = await FeedNodeUnderTest.StartAsync(Database);
        var seen = await WatchAsync(node, 0);
        for (var i = 0; i < 1500; i++)
        {
            await other.Writer.WriteAsync(Probe.Unit(Cold, Guid.CreateVersion7()));
        }

        // As another node's commits would come in when the wake-up for the first of them is late.
        var page = (await other.Reader.ReadAsync(Cold, 0, 2000, default))!.Changes;
        node.Hub.Publish(page.Skip(1).Select(change => change with { Stream = Hot }));
        node.Hub.Publish([page[0] with { Stream = Hot }]);

        await Eventually.TrueAsync(() => seen.Count >= 1024, TimeSpan.FromSeconds(5));
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task A_position_ahead_of_the_stream_is_taken_as_its_end()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        var seen = await WatchAsync(node, 1000);

        await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));

        await Eventually.TrueAsync(() => seen.SequenceEqual([1L]), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_stream_that_nobody_watches_is_forgotten()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        await WatchAsync(node, 0);
        await WatchAsync(node, 0);

        node.Hub.Detach(Hot);
        Assert.Equal([Hot], node.Hub.WatchedStreams);
        node.Hub.Detach(Hot);
        Assert.Empty(node.Hub.WatchedStreams);
    }

    [Fact]
    public async Task WL8_A_page_says_where_the_stream_stood()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        for (var i = 0; i < 5; i++)
        {
            await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));
        }

        var page = await node.Reader.ReadAsync(Hot, 1, 2, default);
        Assert.Equal((5L, "2,3"), (page!.Top, string.Join(',', page.Changes.Select(change => change.Position))));
        Assert.Empty((await node.Reader.ReadAsync(Hot, 5, 10, default))!.Changes);
        Assert.Null(await node.Reader.ReadAsync("conversation:nowhere", 0, 10, default));
    }

    private static async Task<ConcurrentQueue<long>> WatchAsync(FeedNodeUnderTest node, long after)
    {
        var seen = new ConcurrentQueue<long>();
        node.Hub.Changed += change => seen.Enqueue(change.Position);
        Assert.NotNull(await node.Hub.AttachAsync(Hot, after, changes => ReplayAsync(changes, seen), () => { }, default));
        return seen;
    }

    private static ValueTask ReplayAsync(IEnumerable<FeedChange> changes, ConcurrentQueue<long> seen)
    {
        foreach (var change in changes)
        {
            seen.Enqueue(change.Position);
        }

        return default;
    }
}
