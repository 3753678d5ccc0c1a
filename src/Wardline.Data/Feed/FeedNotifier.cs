using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Wardline.Data.Feed;

/// <summary>
/// Wakes the other nodes: one NOTIFY for all that was committed since the last one, from a connection of its own.
/// Losing one is harmless, since every node polls what it watches once a second (rule WL-10).
/// </summary>
public sealed partial class FeedNotifier(NpgsqlDataSource database, FeedNode node, TimeProvider time, ILogger<FeedNotifier> logger) : BackgroundService
{
    public const string Channel = "wardline_feed";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int PayloadBytes = 7900;          // PostgreSQL takes less than 8,000

    private readonly Channel<(string Stream, long Top)> _tops = System.Threading.Channels.Channel.CreateBounded<(string, long)>(
        new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public void Enqueue(IEnumerable<FeedChange> changes)
    {
        foreach (var change in changes)
        {
            _tops.Writer.TryWrite((change.Stream, change.Position));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var newest = new Dictionary<string, long>();
        while (await _tops.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                while (await _tops.Reader.WaitToReadAsync(stoppingToken))
                {
                    while (newest.Count < 1000 && _tops.Reader.TryRead(out var top))
                    {
                        newest[top.Stream] = top.Top;
                    }

                    await NotifyAsync(connection, newest, stoppingToken);
                    newest.Clear();
                }
            }
            catch (Exception error) when (error is NpgsqlException or IOException)
            {
                newest.Clear();
                NotifyLost(error.GetType().Name);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task NotifyAsync(NpgsqlConnection connection, Dictionary<string, long> newest, CancellationToken ct)
    {
        var payload = new StringBuilder(node.Id);
        foreach (var (stream, top) in newest)
        {
            if (payload.Length + stream.Length + 22 > PayloadBytes)
            {
                await SendAsync(connection, payload.ToString(), ct);
                payload.Clear().Append(node.Id);
            }

            payload.Append(' ').Append(stream).Append('=').Append(top);
        }

        await SendAsync(connection, payload.ToString(), ct);
    }

    private static async Task SendAsync(NpgsqlConnection connection, string payload, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_notify($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload });
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(1020, LogLevel.Warning, "A wake-up for the other nodes was lost ({Error}); they poll")]
    private partial void NotifyLost(string error);
}

/// <summary>This process among the nodes of one database.</summary>
public sealed record FeedNode(string Id)
{
    public static FeedNode New() => new(Guid.CreateVersion7().ToString("N"));
}
