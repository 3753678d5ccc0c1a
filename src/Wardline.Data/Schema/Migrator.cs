using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Wardline.Data.Schema;

/// <summary>
/// Applies the numbered SQL files in order, each in its transaction, under an advisory lock so that several nodes may
/// start at once. A file that changed after it was applied, or a database newer than this program, stops the start.
/// </summary>
public static class Migrator
{
    private const long LockKey = 0x5741_5244_4c49_4e45;        // "WARDLINE"

    public static async Task MigrateAsync(string connectionString, IProgress<string>? say = null, CancellationToken ct = default)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await MigrateAsync(database, say, ct);
    }

    public static async Task MigrateAsync(NpgsqlDataSource database, IProgress<string>? say = null, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migration (
                    number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())
                """, ct);
            var applied = await AppliedAsync(connection, ct);
            var files = Files();
            if (applied.Keys.Except(files.Select(file => file.Number)).Order().FirstOrDefault() is > 0 and var unknown)
            {
                throw new MigrationException("database_newer", $"The database has migration {unknown}, which this version of Wardline does not know. Start the newer version again, or restore a backup from before the upgrade.");
            }

            foreach (var file in files)
            {
                if (applied.TryGetValue(file.Number, out var sha256))
                {
                    if (sha256 != file.Sha256)
                    {
                        throw new MigrationException("migration_changed", $"Migration {file.Name} was changed after it was applied to this database.");
                    }

                    continue;
                }

                say?.Report($"Applying migration {file.Name}");
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await ExecuteAsync(connection, file.Sql, ct);
                await using (var record = new NpgsqlCommand("insert into schema_migration (number, name, sha256) values ($1, $2, $3)", connection))
                {
                    record.Parameters.AddWithValue(file.Number);
                    record.Parameters.AddWithValue(file.Name);
                    record.Parameters.AddWithValue(file.Sha256);
                    await record.ExecuteNonQueryAsync(ct);
                }

                await transaction.CommitAsync(ct);
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("select number, sha256 from schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied[reader.GetInt32(0)] = reader.GetString(1);
        }

        return applied;
    }

    private static List<MigrationFile> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new List<MigrationFile>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            files.Add(new MigrationFile(int.Parse(resource.AsSpan(0, 4)), Path.GetFileNameWithoutExtension(resource), sha256, sql));
        }

        return [.. files.OrderBy(file => file.Number)];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record MigrationFile(int Number, string Name, string Sha256, string Sql);
}

/// <summary>The schema cannot be brought to this version; the message says what to do.</summary>
public sealed class MigrationException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
