using System.Collections.Concurrent;
using Npgsql;
using Wardline.Data.Feed;
using Wardline.Testing;

namespace Wardline.Data.Tests.Feed;

/// <summary>
/// Three nodes write to hot and cold streams from a seed: resends to other nodes, units the database refuses,
/// connections cut in mid-transaction. Whatever happened, the rules hold. A seed that fails is added below by name.
/// </summary>
public sealed class FeedPropertyTests(MigratedPostgres postgres) : FeedTestBase(postgres)
{
    private const int Nodes = 3;
    private const int Writers = 12;
    private const int ActsPerWriter = 60;
    private static readonly string[] Streams = [Hot, Cold, "user:a", "user:b", "department:icu"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task WL1_to_WL9_hold_with_concurrent_writers_failed_batches_and_cut_connections(int seed) => RunAsync(seed);

    [Theory]
    [Trait("Category", "Faults")]
    [MemberData(nameof(LongSeeds))]
    public Task WL1_to_WL9_hold_over_many_seeds(int seed) => RunAsync(seed);

    public static TheoryData<int> LongSeeds() => [.. Enumerable.Range(100, 60)];

    private async Task RunAsync(int seed)
    {
        await Probe.CreateStreamsAsync(Database, Streams[2..]);
        var nodes = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ =>
            FeedNodeUnderTest.StartAsync(Database, options => options.GiveUpAfter = TimeSpan.FromSeconds(20))));
        var told = await WatchAsync(nodes);
        var acknowledged = new ConcurrentDictionary<Guid, WriteReceipt>();
        var refused = new ConcurrentBag<Guid>();

        using (var stop = new CancellationTokenSource())
        {
            var cutting = CutNowAndThenAsync(seed, stop.Token);
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
                Task.Run(() => WriteAsync(seed * 1000 + writer, nodes, acknowledged, refused))));
            await stop.CancelAsync();
            await cutting;
        }

        await AssertStoredAsync(acknowledged, refused);
        await AssertToldAsync(told);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task WriteAsync(
        int seed, FeedNodeUnderTest[] nodes, ConcurrentDictionary<Guid, WriteReceipt> acknowledged, ConcurrentBag<Guid> refused)
    {
        var random = new Random(seed);
        for (var i = 0; i < ActsPerWriter; i++)
        {
            var clientId = Guid.CreateVersion7();
            var stream = random.Next(3) == 0 ? Streams[random.Next(Streams.Length)] : Hot;
            var text = random.Next(25) == 0 ? Probe.Refused : "taken";
            var sendings = Enumerable.Range(0, 1 + (random.Next(4) == 0 ? 2 : 0))
                .Select(_ => nodes[random.Next(nodes.Length)].Writer.WriteAsync(Probe.Unit(stream, clientId, text)));
            var answers = (await Task.WhenAll(sendings)).ToList();
            while (answers.TrueForAll(answer => answer.Problem is { Retryable: true }))
            {
                answers.Add(await nodes[random.Next(nodes.Length)].Writer.WriteAsync(Probe.Unit(stream, clientId, text)));
            }

            foreach (var answer in answers)
            {
                if (answer.TryGet(out var receipt, out var problem))
                {
                    var first = acknowledged.GetOrAdd(clientId, receipt);
                    Assert.Equal((first.Stream, first.Position, first.EntityId), (receipt.Stream, receipt.Position, receipt.EntityId));
                }
                else if (!problem.Retryable)
                {
                    Assert.Equal("probe_refused", problem.Code);
                    refused.Add(clientId);
                }
            }
        }
    }

    private async Task CutNowAndThenAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(random.Next(20, 200), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CutAsync();
        }
    }

    private static async Task<List<(string Stream, ConcurrentQueue<FeedChange> Changes)>> WatchAsync(FeedNodeUnderTest[] nodes)
    {
        var told = new List<(string, ConcurrentQueue<FeedChange>)>();
        foreach (var node in nodes)
        {
            var queues = Streams.ToDictionary(stream => stream, _ => new ConcurrentQueue<FeedChange>());
            node.Hub.Changed += change => queues[change.Stream].Enqueue(change);
            foreach (var stream in Streams)
            {
                await node.Hub.AttachAsync(stream, 0, _ => default, () => { }, CancellationToken.None);
                told.Add((stream, queues[stream]));
            }
        }

        return told;
    }

    private async Task AssertStoredAsync(ConcurrentDictionary<Guid, WriteReceipt> acknowledged, ConcurrentBag<Guid> refused)
    {
        Assert.Equal(Writers * ActsPerWriter, acknowledged.Count + refused.Distinct().Count());
        await using var source = NpgsqlDataSource.Create(Database);

        await using var holes = source.CreateCommand("""
            select count(*) from stream s where s.position <> (select count(*) from change c where c.stream_id = s.id)
               or s.position <> (select coalesce(max(position), 0) from change c where c.stream_id = s.id)
            """);
        Assert.Equal(0L, await holes.ExecuteScalarAsync());

        await using var halves = source.CreateCommand("""
            select count(*) from change c full join probe p on p.id = c.entity_id and p.position = c.position
            full join act a on a.entity_id = c.entity_id and a.position = c.position
            left join audit u on u.object_id = c.entity_id::text
            where c.entity_id is null or p.id is null or a.entity_id is null or u.id is null
            """);
        Assert.Equal(0L, await halves.ExecuteScalarAsync());
        Assert.Equal(acknowledged.Count, await CountAsync("change"));
        Assert.Equal(acknowledged.Count, await CountAsync("audit"));

        await using var acts = source.CreateCommand("select client_id, stream, position from act");
        await using var row = await acts.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            var receipt = acknowledged[row.GetGuid(0)];
            Assert.Equal((receipt.Stream, receipt.Position), (row.GetString(1), row.GetInt64(2)));
        }
    }

    private async Task AssertToldAsync(List<(string Stream, ConcurrentQueue<FeedChange> Changes)> told)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        foreach (var (stream, changes) in told)
        {
            await using var query = source.CreateCommand("select position from stream where name = $1");
            query.Parameters.AddWithValue(stream);
            var top = (long)(await query.ExecuteScalarAsync())!;
            await Eventually.TrueAsync(() => changes.Count >= top, TimeSpan.FromSeconds(15));
            Assert.Equal(Enumerable.Range(1, (int)top).Select(position => (long)position), changes.Select(change => change.Position));
        }
    }
}
