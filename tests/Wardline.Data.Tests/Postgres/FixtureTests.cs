using System.Diagnostics;
using Wardline.Testing;

namespace Wardline.Data.Tests.Postgres;

public sealed class FixtureTests(MigratedPostgres postgres)
{
    [Fact]
    public async Task Each_test_database_has_the_migrations_and_is_apart_from_the_others()
    {
        await using var one = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var two = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await Place.AskAsync(one.ConnectionString, "create table only_here (id int)");

        Assert.Equal(1L, await Place.AskAsync(one.ConnectionString, "select count(*) from pg_tables where tablename = 'only_here'"));
        Assert.Equal(0L, await Place.AskAsync(two.ConnectionString, "select count(*) from pg_tables where tablename = 'only_here'"));
        Assert.Equal(1L, await Place.AskAsync(two.ConnectionString, "select count(*) from pg_tables where tablename = 'schema_migration'"));
    }

    [Fact]
    public async Task Databases_are_cloned_side_by_side_and_dropped()
    {
        var clock = Stopwatch.StartNew();
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => postgres.CreateDatabaseAsync()));
        TestContext.Current.TestOutputHelper?.WriteLine($"six clones at once: {clock.ElapsedMilliseconds} ms");
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        var names = string.Join(',', databases.Select(database => $"'{database.Name}'"));
        Assert.Equal(0L, await Place.AskAsync(postgres.Postgres.ConnectionString, $"select count(*) from pg_database where datname in ({names})"));
    }
}
