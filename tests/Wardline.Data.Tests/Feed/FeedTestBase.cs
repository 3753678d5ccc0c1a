using Npgsql;
using Wardline.Testing;

namespace Wardline.Data.Tests.Feed;

/// <summary>A database of its own for each test, with two streams and the probe table.</summary>
public abstract class FeedTestBase(MigratedPostgres postgres) : IAsyncLifetime
{
    protected const string Hot = "conversation:hot";
    protected const string Cold = "conversation:cold";

    private TestDatabase? _database;

    protected string Database => _database!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await Probe.CreateTableAsync(Database);
        await Probe.CreateStreamsAsync(Database, Hot, Cold);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _database!.DisposeAsync();
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected async Task<long> CountAsync(string table)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Holds a stream's lock until disposed, so that writers to it wait.</summary>
    protected async Task<NpgsqlConnection> BlockAsync(string stream)
    {
        var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("begin", connection);
        await begin.ExecuteNonQueryAsync();
        await using var hold = new NpgsqlCommand("select 1 from stream where name = $1 for update", connection);
        hold.Parameters.AddWithValue(stream);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Cuts every connection to this test's database; the writer must find its way back.</summary>
    protected Task CutAsync() => OnServerAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()");

    protected async Task SetConnectableAsync(bool connectable)
    {
        var name = new NpgsqlConnectionStringBuilder(Database).Database;
        await OnServerAsync($"""alter database "{name}" with allow_connections {(connectable ? "true" : "false")}""", named: false);
        if (!connectable)
        {
            await CutAsync();
        }
    }

    private async Task OnServerAsync(string sql, bool named = true)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database);
        var name = settings.Database!;
        settings.Database = "postgres";
        await using var server = NpgsqlDataSource.Create(settings);
        await using var command = server.CreateCommand(sql);
        if (named)
        {
            command.Parameters.AddWithValue(name);
        }

        await command.ExecuteNonQueryAsync();
    }
}
