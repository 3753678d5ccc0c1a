using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wardline.Access;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Messaging.Messages;

namespace Wardline.Bench.Messaging;

/// <summary>
/// Durable messages through the writer: row, change, act and audit in one transaction, fsync on, half of
/// them on one hot conversation. Closed loop for the rate; open loop at 10,000/s for the latency. The peer is the
/// same writer with one message per transaction, in the same run.
/// </summary>
internal static class DurableBench
{
    private const int Conversations = 50;
    private const int Senders = 512;
    private const int OpenLoopRate = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static async Task<List<BenchRow>> RunAsync(string connectionString, int rounds, Action<string> say)
    {
        var (actor, conversations) = await PrepareAsync(connectionString);
        var batched = new List<double>();
        var single = new List<double>();
        var p50 = new List<double>();
        var p99 = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            say(round == 0 ? "warming up" : $"durable messages, round {round} of {rounds}");
            var rate = await ClosedLoopAsync(connectionString, 64, actor, conversations);
            var alone = await ClosedLoopAsync(connectionString, 1, actor, conversations);
            say($"  {rate} a second in groups of up to 64, {alone} one by one");
            var latencies = round > 0 ? await OpenLoopAsync(connectionString, actor, conversations) : new Latencies();
            if (round > 0)
            {
                batched.Add(rate);
                single.Add(alone);
                p50.Add(latencies.Percentile(0.5));
                p99.Add(latencies.Percentile(0.99));
            }
        }

        return
        [
            BenchRow.HigherIsBetter("messaging", "durable_per_second", "msg/s", Latencies.Median(batched), Latencies.Median(single), "one transaction per message"),
            new BenchRow("messaging", "durable_at_10000_p50_ms", "ms", Math.Round(Latencies.Median(p50), 2)),
            new BenchRow("messaging", "durable_at_10000_p99_ms", "ms", Math.Round(Latencies.Median(p99), 2)),
        ];
    }

    private static async Task<double> ClosedLoopAsync(string connectionString, int batchSize, Actor actor, Guid[] conversations)
    {
        using var host = await StartAsync(connectionString, batchSize);
        var writer = host.Services.GetRequiredService<ChangeWriter>();
        var written = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var random = new Random(sender);
            while (Stopwatch.GetElapsedTime(started) < Duration)
            {
                if ((await writer.WriteAsync(Unit(actor, conversations, random))).IsOk)
                {
                    Interlocked.Increment(ref written);
                }
            }
        })));
        var rate = written / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await host.StopAsync();
        return Math.Round(rate);
    }

    private static async Task<Latencies> OpenLoopAsync(string connectionString, Actor actor, Guid[] conversations)
    {
        using var host = await StartAsync(connectionString, 64);
        var writer = host.Services.GetRequiredService<ChangeWriter>();
        var latencies = new Latencies();
        var random = new Random(7);
        var sends = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        var refused = 0;
        var total = (int)(OpenLoopRate * Duration.TotalSeconds);
        for (var i = 0; i < total; i++)
        {
            var due = started + (long)(i * (double)Stopwatch.Frequency / OpenLoopRate);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(1);
            }

            sends.Add(TimeAsync(due));
        }

        await Task.WhenAll(sends);
        await host.StopAsync();
        return refused == 0 ? latencies : throw new InvalidOperationException(
            $"This machine could not take {OpenLoopRate} messages a second just now: {refused} of {total} were told try_later.");

        async Task TimeAsync(long due)
        {
            var written = await writer.WriteAsync(Unit(actor, conversations, random));
            if (written.IsOk)
            {
                latencies.Since(due);
            }
            else
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    private static WriteUnit Unit(Actor actor, Guid[] conversations, Random random)
    {
        var hot = random.Next(2) == 0;
        return SendMessage.Unit(
            actor,
            new Message
            {
                Id = Guid.CreateVersion7(),
                ConversationId = conversations[hot ? 0 : random.Next(conversations.Length)],
                AuthorId = actor.UserId,
                ClientId = Guid.CreateVersion7(),
                Content = "Potassium 4.1, creatinine stable. Please continue and recheck in the morning.",
                Priority = Priority.Routine,
            },
            origin: null,
            patientId: null);
    }

    private static async Task<IHost> StartAsync(string connectionString, int batchSize)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        builder.Services.AddWardlineData(connectionString);
        builder.Services.Configure<ChangeWriterOptions>(options => options.BatchSize = batchSize);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<(Actor Actor, Guid[] Conversations)> PrepareAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var conversations = Enumerable.Range(0, Conversations).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var user = database.CreateCommand("select id from app_user order by user_name limit 1");
        var userId = (Guid)(await user.ExecuteScalarAsync())!;
        await using var rooms = database.CreateCommand("""
            with room as (
                insert into conversation (id, kind, title, created_at) select id, 'group', 'bench', now() from unnest($1) id returning id),
            streamed as (insert into stream (name, epoch) select 'conversation:' || id, gen_random_uuid() from room)
            insert into participant (conversation_id, user_id, joined_at) select id, $2, now() from room
            """);
        rooms.Parameters.AddWithValue(conversations);
        rooms.Parameters.AddWithValue(userId);
        await rooms.ExecuteNonQueryAsync();
        var actor = new Actor(userId, "bench", "Bench", Role.Physician, [], Guid.CreateVersion7(), "bench", null);
        return (actor, conversations);
    }
}
