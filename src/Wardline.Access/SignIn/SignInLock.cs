using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Wardline.Access.SignIn;

/// <summary>
/// Ten failures lock a name for fifteen minutes, whether or not anybody has that name: the lock must not tell who exists.
/// While it holds, a right password is refused as well, or it would tell which guess was right.
/// </summary>
public sealed class SignInLock(NpgsqlDataSource database, TimeProvider time)
{
    public const int MaxFailures = 10;
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    public async Task<DateTimeOffset?> LockedUntilAsync(string userName, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select locked_until from sign_in_failure where name_hash = $1 and locked_until > $2");
        query.Parameters.AddWithValue(HashOf(userName));
        query.Parameters.AddWithValue(time.GetUtcNow());
        return await query.ExecuteScalarAsync(ct) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    /// <returns>Whether this failure locked the name.</returns>
    public async Task<bool> FailedAsync(string userName, CancellationToken ct)
    {
        await using var update = database.CreateCommand("""
            insert into sign_in_failure as f (name_hash, count, last_at) values ($1, 1, $2)
            on conflict (name_hash) do update
            set count = case when f.last_at < $2 - $3::interval then 1 else f.count + 1 end,
                last_at = $2,
                locked_until = case when f.last_at >= $2 - $3::interval and f.count + 1 >= $4 then $2 + $3::interval end
            returning locked_until is not null
            """);
        update.Parameters.AddWithValue(HashOf(userName));
        update.Parameters.AddWithValue(time.GetUtcNow());
        update.Parameters.AddWithValue(Duration);
        update.Parameters.AddWithValue(MaxFailures);
        var locked = (bool)(await update.ExecuteScalarAsync(ct))!;
        if (locked)
        {
            await using var old = database.CreateCommand("delete from sign_in_failure where last_at < $1");
            old.Parameters.AddWithValue(time.GetUtcNow() - TimeSpan.FromDays(1));
            await old.ExecuteNonQueryAsync(ct);
        }

        return locked;
    }

    public async Task ClearAsync(string userName, CancellationToken ct)
    {
        await using var delete = database.CreateCommand("delete from sign_in_failure where name_hash = $1");
        delete.Parameters.AddWithValue(HashOf(userName));
        await delete.ExecuteNonQueryAsync(ct);
    }

    private static byte[] HashOf(string userName) => SHA256.HashData(Encoding.UTF8.GetBytes(userName));
}
