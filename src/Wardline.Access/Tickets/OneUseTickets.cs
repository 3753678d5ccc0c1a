using Npgsql;

namespace Wardline.Access.Tickets;

/// <summary>Tickets for a plain WebSocket, whose browser API can send no header: good once, for thirty seconds.</summary>
public sealed class OneUseTickets(NpgsqlDataSource database, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    public async Task<string> IssueAsync(Guid sessionId, CancellationToken ct)
    {
        var ticket = Secret.New();
        await using var insert = database.CreateCommand("""
            with old as (delete from ticket where expires_at < $3)
            insert into ticket (hash, session_id, expires_at) values ($1, $2, $4)
            """);
        insert.Parameters.AddWithValue(Secret.HashOf(ticket));
        insert.Parameters.AddWithValue(sessionId);
        insert.Parameters.AddWithValue(time.GetUtcNow() - TimeSpan.FromMinutes(5));
        insert.Parameters.AddWithValue(time.GetUtcNow() + Lifetime);
        await insert.ExecuteNonQueryAsync(ct);
        return ticket;
    }

    /// <returns>The session behind the ticket; null when it was used, is too old or was never ours.</returns>
    public async Task<Guid?> RedeemAsync(string ticket, CancellationToken ct)
    {
        await using var use = database.CreateCommand(
            "update ticket set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning session_id");
        use.Parameters.AddWithValue(Secret.HashOf(ticket));
        use.Parameters.AddWithValue(time.GetUtcNow());
        return (Guid?)await use.ExecuteScalarAsync(ct);
    }
}
