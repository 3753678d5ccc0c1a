using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Wardline.Data;

namespace Wardline.Access.SignIn;

/// <summary>
/// Ten failures lock a name for fifteen minutes, whether or not anybody has that name: the lock must not tell who exists.
/// While it holds, a right password is refused as well, or it would tell which guess was right.
/// </summary>
public sealed class SignInLock(WardlineDb db, TimeProvider time)
{
    public const int MaxFailures = 10;
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    public async Task<DateTimeOffset?> LockedUntilAsync(string userName, CancellationToken ct)
    {
        var (name, now) = (HashOf(userName), time.GetUtcNow());
        var until = await db.Database.SqlQuery<DateTimeOffset>(
            $"select locked_until as \"Value\" from sign_in_failure where name_hash = {name} and locked_until > {now}").ToListAsync(ct);
        return until is [var one] ? one : null;
    }

    /// <summary>Counts in the caller's transaction.</summary>
    /// <returns>Whether this failure locked the name.</returns>
    public async Task<bool> FailedAsync(string userName, CancellationToken ct)
    {
        var (name, now, yesterday) = (HashOf(userName), time.GetUtcNow(), time.GetUtcNow() - TimeSpan.FromDays(1));
        var locked = await db.Database.SqlQuery<bool>($"""
            insert into sign_in_failure as f (name_hash, count, last_at) values ({name}, 1, {now})
            on conflict (name_hash) do update
            set count = case when f.last_at < {now} - {Duration} then 1 else f.count + 1 end,
                last_at = {now},
                locked_until = case when f.last_at >= {now} - {Duration} and f.count + 1 >= {MaxFailures} then {now} + {Duration} end
            returning locked_until is not null as "Value"
            """).ToListAsync(ct);
        if (locked[0])
        {
            await db.Database.ExecuteSqlAsync($"delete from sign_in_failure where last_at < {yesterday}", ct);
        }

        return locked[0];
    }

    public Task ClearAsync(string userName, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"delete from sign_in_failure where name_hash = {HashOf(userName)}", ct);

    private static byte[] HashOf(string userName) => SHA256.HashData(Encoding.UTF8.GetBytes(userName));
}
