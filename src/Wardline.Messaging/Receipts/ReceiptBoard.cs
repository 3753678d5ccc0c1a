using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Wardline.Messaging.Receipts;

/// <summary>A watermark that rose.</summary>
public sealed record ReceiptChange(Guid ConversationId, Guid UserId, long Delivered, long Read);

/// <summary>
/// Collects "delivered up to" and "read up to" and writes them once a second in one statement, outside the feed:
/// two hundred people who receive fifty messages a second are two hundred rows, not ten thousand writes.
/// </summary>
public sealed partial class ReceiptBoard(NpgsqlDataSource database, TimeProvider time, ILogger<ReceiptBoard> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private Dictionary<(Guid Conversation, Guid User), (long Delivered, long Read)> _waiting = [];

    /// <summary>Raised after the watermark is stored.</summary>
    public event Action<ReceiptChange>? Raised;

    public void Raise(Guid conversation, Guid user, long delivered, long read)
    {
        lock (_gate)
        {
            var known = _waiting.GetValueOrDefault((conversation, user));
            _waiting[(conversation, user)] = (Math.Max(Math.Max(known.Delivered, delivered), read), Math.Max(known.Read, read));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await FlushAsync();
        }
    }

    // Not cancelled with the host: what was taken from the board would be lost.
    private async Task FlushAsync()
    {
        Dictionary<(Guid Conversation, Guid User), (long Delivered, long Read)> batch;
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            (batch, _waiting) = (_waiting, []);
        }

        try
        {
            foreach (var change in await StoreAsync(batch, CancellationToken.None))
            {
                Raised?.Invoke(change);
            }
        }
        catch (Exception error) when (error is NpgsqlException or IOException)
        {
            NotStored(batch.Count, error.GetType().Name);
            foreach (var ((conversation, user), (delivered, read)) in batch)
            {
                Raise(conversation, user, delivered, read);
            }
        }
    }

    // Never past the stream's end, and only where it rises: a stale or forged watermark changes nothing.
    private async Task<List<ReceiptChange>> StoreAsync(
        Dictionary<(Guid Conversation, Guid User), (long Delivered, long Read)> batch, CancellationToken ct)
    {
        var rows = batch.OrderBy(row => row.Key).ToArray();
        await using var command = database.CreateCommand("""
            insert into receipt as r (conversation_id, user_id, delivered, read)
            select c, u, least(d, s.position), least(rd, s.position)
            from unnest($1, $2, $3, $4) as up(c, u, d, rd) join stream s on s.name = 'conversation:' || c
            order by c, u
            on conflict (conversation_id, user_id) do update
            set delivered = greatest(r.delivered, excluded.delivered), read = greatest(r.read, excluded.read)
            where excluded.delivered > r.delivered or excluded.read > r.read
            returning conversation_id, user_id, delivered, read
            """);
        command.Parameters.Add(Column(rows.Select(row => row.Key.Conversation), NpgsqlDbType.Uuid));
        command.Parameters.Add(Column(rows.Select(row => row.Key.User), NpgsqlDbType.Uuid));
        command.Parameters.Add(Column(rows.Select(row => row.Value.Delivered), NpgsqlDbType.Bigint));
        command.Parameters.Add(Column(rows.Select(row => row.Value.Read), NpgsqlDbType.Bigint));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var risen = new List<ReceiptChange>();
        while (await reader.ReadAsync(ct))
        {
            risen.Add(new ReceiptChange(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return risen;
    }

    private static NpgsqlParameter Column<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    [LoggerMessage(2501, LogLevel.Warning, "{Count} receipts could not be stored ({Error}); trying again")]
    private partial void NotStored(int count, string error);
}
