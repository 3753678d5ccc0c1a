using Npgsql;
using Wardline.Access.Tickets;

namespace Wardline.Access.Setup;

/// <summary>A fresh installation has no accounts: a link that works once makes the first administrator.</summary>
public sealed class FirstRun(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        await using var query = database.CreateCommand("select not exists (select 1 from app_user)");
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    /// <returns>A new token for the setup link, which replaces any earlier one; null when there is an account already.</returns>
    public async Task<string?> EnsureSetupTokenAsync(CancellationToken ct)
    {
        if (!await IsNeededAsync(ct))
        {
            return null;
        }

        var token = Secret.New();
        await using var replace = database.CreateCommand("""
            with old as (delete from setup_token)
            insert into setup_token (hash, expires_at) values ($1, $2)
            """);
        replace.Parameters.AddWithValue(Secret.HashOf(token));
        replace.Parameters.AddWithValue(time.GetUtcNow() + Lifetime);
        await replace.ExecuteNonQueryAsync(ct);
        return token;
    }
}
