using System.Diagnostics;
using Npgsql;
using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

public sealed class ServerLogTests(PreparedFolder prepared)
{
    private const string Canary = "canary-penicillin-allergy";

    [Fact]
    public async Task No_statement_and_no_value_reaches_the_log()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync();
        await Place.AskAsync(postgres.ConnectionString, "create table note (id int, text text primary key)");
        await Place.AskAsync(postgres.ConnectionString, $"insert into note values (1, '{Canary}')");

        await FailsAsync(postgres, "23505", $"insert into note values (2, '{Canary}')");
        await FailsAsync(postgres, "22P02", $"select '{Canary}'::uuid");
        await FailsAsync(postgres, "42601", $"selec '{Canary}'");
        await FailsAsync(postgres, "57014", $"set statement_timeout = 50; select pg_sleep(5), '{Canary}'");
        await FailsAsync(postgres, "P0001", $"do $$ begin raise exception '{Canary}'; end $$");
        await FailsAsync(postgres, "22P02", "select $1::uuid", Canary);
        await Place.AskAsync(postgres.ConnectionString, $"do $$ begin raise warning '{Canary}'; end $$");
        await CrashBackendAsync(postgres);

        // It does log: the crash that carries the statement in its detail is in it, without the detail.
        for (var clock = Stopwatch.StartNew();
             !(await File.ReadAllTextAsync(place.Log, TestContext.Current.CancellationToken)).Contains("terminated by signal 9", StringComparison.Ordinal);)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "The crash was not logged within 10 s.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(place.Log)!))
        {
            Assert.DoesNotContain("canary", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Log_over_its_limit_is_set_aside_while_the_server_goes_on_writing()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync();
        await File.AppendAllTextAsync(place.Log, new string('x', (int)ServerLog.Limit), TestContext.Current.CancellationToken);

        for (var clock = Stopwatch.StartNew(); new FileInfo(place.Log).Length > 0;)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "The log was not set aside within 10 s.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await postgres.StopAsync();
        var log = await File.ReadAllTextAsync(place.Log, TestContext.Current.CancellationToken);
        Assert.Contains("database system is shut down", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', log);
        Assert.True(new FileInfo(place.Log + ".1").Length > ServerLog.Limit);
    }

    private static async Task FailsAsync(EmbeddedPostgres postgres, string state, string sql, string? value = null)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        if (value is not null)
        {
            command.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, value);
        }

        var error = await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(state, error.SqlState);
    }

    private static async Task CrashBackendAsync(EmbeddedPostgres postgres)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select pg_sleep(30), '{Canary}'", connection);
        var sleeping = command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        using (var backend = Process.GetProcessById(connection.ProcessID))
        {
            backend.Kill();
        }

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => sleeping);
    }
}
