using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Wardline.Access.Accounts;

namespace Wardline.Access.Sessions;

/// <summary>
/// Sessions as this node knows them, never older than <see cref="Freshness"/>: ending a session, disabling an account
/// or changing a role acts on every node within that time.
/// </summary>
public sealed class SessionRegistry(NpgsqlDataSource database, TimeProvider time, IOptions<SessionLifetimeOptions> options)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TouchInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, Known> _known = new();
    private readonly TimeSpan _idle = options.Value.Idle;

    /// <returns>Null when there is no such session, or it is over.</returns>
    public async ValueTask<SessionState?> FindAsync(Guid sessionId, CancellationToken ct)
    {
        if (!_known.TryGetValue(sessionId, out var known) || time.GetElapsedTime(known.LoadedAt) > Freshness)
        {
            await RefreshAsync([sessionId], ct);
            _known.TryGetValue(sessionId, out known);
        }

        return known?.State is { } state && state.EndedBecause(time.GetUtcNow()) is null ? state : null;
    }

    /// <summary>Reads the sessions anew in one statement; those that are over are among the answers.</summary>
    public async Task<IReadOnlyDictionary<Guid, SessionState>> RefreshAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken ct)
    {
        var found = new Dictionary<Guid, SessionState>(sessionIds.Count);
        var loadedAt = time.GetTimestamp();
        await using var query = database.CreateCommand("""
            select s.id, u.id, u.user_name, u.display_name, u.role, u.specialty,
                   array(select m.department_id from membership m where m.user_id = u.id order by 1),
                   s.last_activity_at, s.expires_at,
                   case when u.disabled_at is not null then 'account_disabled' when s.ended_at is not null then coalesce(s.end_reason, 'ended') end
            from session s join app_user u on u.id = s.user_id where s.id = any($1)
            """);
        query.Parameters.AddWithValue(sessionIds.ToArray());
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var state = new SessionState(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), RoleName.Read(row.GetString(4))!.Value,
                row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<string[]>(6),
                row.GetFieldValue<DateTimeOffset>(7) + _idle, row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9));
            found[state.SessionId] = Remember(state, loadedAt);
        }

        foreach (var missing in sessionIds.Where(id => !found.ContainsKey(id)))
        {
            _known.TryRemove(missing, out _);
        }

        ForgetOld();
        return found;
    }

    /// <summary>A person did something. This node knows at once; written at most every 30 s.</summary>
    /// <returns>The session with its new idle limit; null when it is over, which no act undoes.</returns>
    public async ValueTask<SessionState?> TouchAsync(Guid sessionId, CancellationToken ct)
    {
        if (await FindAsync(sessionId, ct) is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        while (_known.TryGetValue(sessionId, out var known))
        {
            var write = now + _idle - known.WrittenIdleExpiresAt >= TouchInterval;
            var touched = known with
            {
                State = known.State with { IdleExpiresAt = now + _idle },
                WrittenIdleExpiresAt = write ? now + _idle : known.WrittenIdleExpiresAt,
            };
            if (!_known.TryUpdate(sessionId, touched, known))
            {
                continue;
            }

            if (write)
            {
                await WriteActivityAsync(sessionId, now, ct);
            }

            return touched.State;
        }

        return null;
    }

    /// <summary>Called when the session was ended here, so that this node need not wait for its next look.</summary>
    public void Forget(Guid sessionId) => _known.TryRemove(sessionId, out _);

    private async Task WriteActivityAsync(Guid sessionId, DateTimeOffset at, CancellationToken ct)
    {
        await using var update = database.CreateCommand(
            "update session set last_activity_at = greatest(last_activity_at, $2) where id = $1 and ended_at is null");
        update.Parameters.AddWithValue(sessionId);
        update.Parameters.AddWithValue(at);
        await update.ExecuteNonQueryAsync(ct);
    }

    // The database may lag behind an act this node has seen but not yet written.
    private SessionState Remember(SessionState written, long loadedAt) =>
        _known.AddOrUpdate(
            written.SessionId,
            _ => new Known(written, loadedAt, written.IdleExpiresAt),
            (_, before) => new Known(
                before.State.IdleExpiresAt > written.IdleExpiresAt ? written with { IdleExpiresAt = before.State.IdleExpiresAt } : written,
                loadedAt,
                written.IdleExpiresAt)).State;

    private void ForgetOld()
    {
        if (_known.Count > 1000)
        {
            foreach (var (id, known) in _known)
            {
                if (time.GetElapsedTime(known.LoadedAt) > Keep)
                {
                    _known.TryRemove(id, out _);
                }
            }
        }
    }

    private sealed record Known(SessionState State, long LoadedAt, DateTimeOffset WrittenIdleExpiresAt);
}
