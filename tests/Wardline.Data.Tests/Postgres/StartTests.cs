using System.Diagnostics;
using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

[Trait("Category", "Slow")]
public sealed class StartTests(PreparedFolder prepared)
{
    [Fact]
    public async Task First_start_makes_a_database_with_checksums_and_the_builtin_locale()
    {
        using var place = new Place();
        await using var postgres = await place.StartAsync();

        Assert.False(postgres.Adopted);
        Assert.Equal("wardline", await Place.AskAsync(postgres.ConnectionString, "select current_database()::text"));
        Assert.Equal("wardline", await Place.AskAsync(postgres.ConnectionString, "select current_user::text"));
        Assert.Equal("on", await Place.AskAsync(postgres.ConnectionString, "select current_setting('data_checksums')"));
        Assert.Equal("UTF8 C.UTF-8 b", await Place.AskAsync(postgres.ConnectionString,
            "select pg_encoding_to_char(encoding) || ' ' || datlocale || ' ' || datlocprovider::text from pg_database where datname = 'wardline'"));
        Assert.Equal("", await Place.AskAsync(postgres.ConnectionString, "select current_setting('listen_addresses')"));
    }

    [Fact]
    public async Task Second_start_keeps_the_data_and_is_ready_within_a_second()
    {
        using var place = new Place();
        await using (var first = await place.StartAsync())
        {
            await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        }

        var clock = Stopwatch.StartNew();
        await using var second = await place.StartAsync();
        var took = clock.ElapsedMilliseconds;

        TestContext.Current.TestOutputHelper?.WriteLine($"second start: {took} ms");
        Assert.False(second.Adopted);
        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
        Assert.InRange(took, 0, 1000);
    }

    [Fact]
    public async Task A_server_with_fsync_off_becomes_durable_when_asked()
    {
        using var place = new Place(prepared: prepared);
        await using (var loose = await place.StartAsync())
        {
            Assert.Equal("off", await Place.AskAsync(loose.ConnectionString, "select current_setting('fsync')"));
        }

        var options = new EmbeddedPostgresOptions { DataFolder = place.Data, AllowNobody = true };
        await using var durable = await place.StartAsync(options);

        Assert.Equal("on on on", await Place.AskAsync(durable.ConnectionString,
            "select current_setting('fsync') || ' ' || current_setting('full_page_writes') || ' ' || current_setting('synchronous_commit')"));
    }

    [Theory]
    [InlineData(" with spaces")]
    [InlineData("-São João-čeština-患者")]
    [InlineData("-'quote\"and$dollar")]
    public async Task Unusual_path_works(string name)
    {
        using var place = new Place(name);
        await using (var first = await place.StartAsync())
        {
            await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        }

        await using var second = await place.StartAsync();

        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
    }

    [Fact]
    public async Task Path_longer_than_a_socket_allows_works()
    {
        using var place = new Place();
        var data = Path.Combine(place.Root, new string('a', 120), new string('b', 120));
        await using var postgres = await place.StartAsync(place.Options(data));

        Assert.Equal(1, await Place.AskAsync(postgres.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Wrong_password_is_refused_and_the_socket_folder_is_private()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync();
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "wrong" };

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Place.AskAsync(connection.ConnectionString, "select 1"));

        Assert.Equal("28P01", refused.SqlState);
        Assert.Equal(Place.Closed, File.GetUnixFileMode(connection.Host!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(place.Data, "postgres.password")));
    }

    [Fact]
    public async Task Stopping_leaves_no_process_and_no_socket_and_frees_the_folder()
    {
        using var place = new Place(prepared: prepared);
        var postgres = await place.StartAsync();
        var socket = new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
        var pid = postgres.ProcessId;
        Assert.NotNull(EmbeddedPostgres.FindRunning(place.Data));

        await postgres.StopAsync();

        Assert.False(Directory.Exists(socket));
        Assert.Null(PostmasterFile.Read(place.Cluster));
        Assert.Null(EmbeddedPostgres.FindRunning(place.Data));
        Assert.False(Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal));
        DataFolder.Open(place.Data, TimeProvider.System).Dispose();
    }

    [Fact]
    public async Task A_program_beside_the_server_finds_the_database()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync();

        var found = EmbeddedPostgres.FindRunning(place.Data);

        Assert.Equal(1, await Place.AskAsync(found!, "select 1"));
    }

    [Fact]
    public async Task Several_processes_may_copy_the_binaries_at_once()
    {
        using var place = new Place();
        var options = new EmbeddedPostgresOptions { DataFolder = place.Data, CacheFolder = Path.Combine(place.Root, "cache") };
        var user = await DatabaseUser.ChooseAsync(place.Options(), new Said(), TestContext.Current.CancellationToken);

        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => PostgresBinaries.PrepareAsync(options, user, new Said(), TestContext.Current.CancellationToken))));

        Assert.Single(copies.Distinct());
        Assert.Equal(copies[0].Folder, Assert.Single(Directory.EnumerateFileSystemEntries(options.CacheFolder)));
    }

    [Fact]
    public async Task Half_a_copy_of_the_binaries_is_replaced()
    {
        using var place = new Place(prepared: prepared);
        var options = new EmbeddedPostgresOptions { DataFolder = place.Data, CacheFolder = Path.Combine(place.Root, "cache"), AllowNobody = true };
        var user = await DatabaseUser.ChooseAsync(options, new Said(), TestContext.Current.CancellationToken);
        var binaries = await PostgresBinaries.PrepareAsync(options, user, new Said(), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(binaries.Folder, ".complete"));
        File.Delete(binaries.Program("initdb"));

        await using var postgres = await place.StartAsync(options);

        Assert.True(postgres.IsRunning);
    }

    [Fact]
    public async Task Missing_package_is_refused_in_words()
    {
        using var place = new Place();
        var refused = await place.RefusedAsync(new EmbeddedPostgresOptions
        {
            DataFolder = place.Data,
            AllowNobody = true,
            Package = Path.Combine(place.Root, "nothing"),
        });

        Assert.Equal("postgres_package", refused.Code);
        Assert.Contains("ConnectionStrings__Wardline", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-user-here")]
    [InlineData("root")]
    public async Task As_root_an_impossible_database_user_is_refused_in_words(string name)
    {
        Assert.SkipUnless(Place.IsRoot, "Only root chooses a database user.");
        using var place = new Place();
        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => place.StartAsync(new EmbeddedPostgresOptions { DataFolder = place.Data, User = name }));

        Assert.Equal("postgres_user", refused.Code);
    }

    [Fact]
    public async Task Cancelled_first_start_leaves_nothing_running_and_the_next_one_succeeds()
    {
        using var place = new Place();
        using var cancelled = new CancellationTokenSource();
        var start = EmbeddedPostgres.StartAsync(place.Options(), new Hook("Creating", () => cancelled.CancelAfter(100)), cancelled.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);

        await using var postgres = await place.StartAsync();

        Assert.True(postgres.IsRunning);
        Assert.Equal([place.Cluster], Directory.EnumerateDirectories(place.Data, "postgres*"));
    }

    private sealed class Hook(string word, Action act) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value.StartsWith(word, StringComparison.Ordinal))
            {
                act();
            }
        }
    }
}
