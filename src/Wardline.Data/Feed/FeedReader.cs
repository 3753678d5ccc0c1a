using Npgsql;
using NpgsqlTypes;

namespace Wardline.Data.Feed;

/// <summary>A run of changes after a position, and where the stream stood when it was read.</summary>
/// <param name="Top">The stream's newest position in the same snapshot as the changes.</param>
public sealed record FeedPage(string Stream, Guid Epoch, long Top, IReadOnlyList<FeedChange> Changes);

/// <summary>A position in a stream's history of one epoch.</summary>
public sealed record FeedCursor(string Stream, Guid Epoch, long Position);

/// <summary>Reads streams by position. One statement per read: page and top are of one snapshot (rule WL-8).</summary>
public sealed class FeedReader(NpgsqlDataSource database)
{
    /// <returns>Null when there is no such stream.</returns>
    public async Task<FeedPage?> ReadAsync(string stream, long after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select s.epoch, s.position, c.position, c.kind, c.entity_id, c.at, c.by, c.data
            from stream s left join lateral (
                select * from change where stream_id = s.id and position > $2 order by position limit $3) c on true
            where s.name = $1
            order by c.position
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);

        FeedPage? page = null;
        var changes = new List<FeedChange>();
        while (await reader.ReadAsync(ct))
        {
            page ??= new FeedPage(stream, reader.GetGuid(0), reader.GetInt64(1), changes);
            if (!await reader.IsDBNullAsync(2, ct))
            {
                changes.Add(new FeedChange(
                    stream,
                    reader.GetInt64(2),
                    reader.GetString(3),
                    reader.GetGuid(4),
                    reader.GetFieldValue<DateTimeOffset>(5),
                    reader.IsDBNull(6) ? null : reader.GetGuid(6),
                    reader.GetFieldValue<byte[]>(7)));
            }
        }

        return page;
    }

    /// <summary>Where streams stand; those that do not exist are left out.</summary>
    public async Task<IReadOnlyList<FeedCursor>> TopsAsync(string[] streams, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select name, epoch, position from stream where name = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tops = new List<FeedCursor>(streams.Length);
        while (await reader.ReadAsync(ct))
        {
            tops.Add(new FeedCursor(reader.GetString(0), reader.GetGuid(1), reader.GetInt64(2)));
        }

        return tops;
    }
}
