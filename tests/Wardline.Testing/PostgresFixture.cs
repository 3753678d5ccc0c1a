using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Wardline.Data.Postgres;
using Xunit;

namespace Wardline.Testing;

/// <summary>
/// One PostgreSQL per test process, without fsync, in a temporary folder. A template database is prepared once;
/// each <see cref="CreateDatabaseAsync"/> is a clone of it. Use a subclass as an assembly fixture.
/// </summary>
public abstract class PostgresFixture : IAsyncLifetime
{
    private const string Template = "wardline_template";
    private static readonly string Home =
        Path.Combine(Path.GetTempPath(), $"wardline-tests-{Environment.UserName}");

    private readonly Func<string, CancellationToken, Task> _prepareTemplate;
    private readonly string _folder = Path.Combine(Home, Guid.CreateVersion7().ToString("n"));
    private EmbeddedPostgres? _postgres;
    private int _count;

    /// <param name="prepareTemplate">Brings an empty database to what each test starts with; gets its connection string.</param>
    protected PostgresFixture(Func<string, CancellationToken, Task> prepareTemplate) => _prepareTemplate = prepareTemplate;

    public EmbeddedPostgres Postgres => _postgres ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync()
    {
        await RemoveLeftoversAsync();
        _postgres = await EmbeddedPostgres.StartAsync(Options(_folder), new Quiet(), CancellationToken.None);
        await ExecuteAsync($"CREATE DATABASE {Template}");
        var template = Connect(Template, pooling: false);
        await _prepareTemplate(template, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"ALTER DATABASE {Template} ALLOW_CONNECTIONS false");
        await ExecuteAsync("CHECKPOINT");
    }

    /// <summary>A database of the test's own, as the template is. Dropped when disposed.</summary>
    public Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellation = default) => CreateAsync(Template, cancellation);

    /// <summary>A database with nothing in it.</summary>
    public Task<TestDatabase> CreateEmptyDatabaseAsync(CancellationToken cancellation = default) =>
        CreateAsync("template0", cancellation);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_postgres is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _postgres.StopAsync();
            _postgres = null;
        }

        Delete(_folder);
    }

    internal async Task DropAsync(string name)
    {
        if (_postgres is not null)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private static EmbeddedPostgresOptions Options(string folder) => new()
    {
        DataFolder = folder,
        AllowNobody = true,
        Durable = false,
        Logger = NullLogger.Instance,
    };

    /// <summary>A killed run could not clean up. Whoever still runs holds the lock of its folder and is left alone.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        Directory.CreateDirectory(Home);
        foreach (var folder in Directory.EnumerateDirectories(Home))
        {
            try
            {
                if (EmbeddedPostgres.FindRunning(folder) is not null)
                {
                    var orphan = await EmbeddedPostgres.StartAsync(Options(folder), new Quiet(), CancellationToken.None);
                    await orphan.StopAsync();
                }
                else
                {
                    DataFolder.Open(folder, TimeProvider.System).Dispose();
                }
            }
            catch (EmbeddedPostgresException error)
            {
                if (error.Code == "data_folder_in_use")
                {
                    continue;
                }
            }

            Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run's turn.
        }
    }

    private async Task<TestDatabase> CreateAsync(string template, CancellationToken cancellation)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY", cancellation);
        return new TestDatabase(this, name, Connect(name, pooling: true));
    }

    private string Connect(string database, bool pooling) => new NpgsqlConnectionStringBuilder(Postgres.ConnectionString)
    {
        Database = database,
        Pooling = pooling,
    }.ConnectionString;

    private async Task ExecuteAsync(string sql, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(Connect("postgres", pooling: false));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed class Quiet : IProgress<string>
    {
        public void Report(string value)
        {
            // A test run does not tell of its starts.
        }
    }
}
