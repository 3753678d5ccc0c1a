using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Wardline.Data.Postgres;

/// <summary>
/// A PostgreSQL of our own on this machine: made on the first start, adopted when an earlier Wardline was killed
/// and left it running, watched and restarted while this object lives.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Database = "wardline";
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Cluster _cluster;
    private readonly EmbeddedPostgresOptions _options;
    private readonly string _password;
    private readonly CancellationTokenSource _stopping = new();
    private volatile PostmasterFile _server;
    private Task _watching = Task.CompletedTask;
    private bool _stopped;

    private EmbeddedPostgres(
        DataFolder folder, Cluster cluster, EmbeddedPostgresOptions options, string password, PostmasterFile server, bool adopted)
    {
        Folder = folder;
        Adopted = adopted;
        _cluster = cluster;
        _options = options;
        _password = password;
        _server = server;
    }

    /// <summary>Raised after the server died and runs again. Connections of before are dead;
    /// <see cref="ConnectionString"/> stays true.</summary>
    public event EventHandler? Restarted;

    public DataFolder Folder { get; }

    /// <summary>Whether the server was found running.</summary>
    public bool Adopted { get; }

    /// <summary>False from when the server is found dead until it runs again.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>The server's process.</summary>
    public int ProcessId => _server.Pid;

    /// <summary>Superuser on database <c>wardline</c>. Holds the password: not for logs.</summary>
    public string ConnectionString => Connect(_server.Place, _password, Database);

    /// <exception cref="EmbeddedPostgresException">The folder, the binaries or the server cannot be used.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, IProgress<string> say, CancellationToken cancellation)
    {
        var folder = DataFolder.Open(options.DataFolder, options.Time);
        try
        {
            var user = await DatabaseUser.ChooseAsync(options, say, cancellation);
            var binaries = await PostgresBinaries.PrepareAsync(options, user, say, cancellation);
            var cluster = new Cluster(folder, binaries, user, options);
            try
            {
                return await StartAsync(folder, cluster, options, say, cancellation);
            }
            catch
            {
                await cluster.StopAsync(CancellationToken.None);
                throw;
            }
        }
        catch (Exception error)
        {
            folder.Dispose();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw DataFolder.InWords(folder.Path, error);
            }

            if (error is NpgsqlException)
            {
                throw new EmbeddedPostgresException("postgres_start",
                    $"PostgreSQL started but does not answer ({error.Message}) Its log is in {folder.Logs}.", error);
            }

            throw;
        }
    }

    /// <summary>For a second program beside a running server (an import, say): how to reach the database of this data
    /// folder.</summary>
    /// <returns>Null when no server runs on it.</returns>
    public static string? FindRunning(string dataFolder)
    {
        var cluster = Path.Combine(Path.GetFullPath(dataFolder), "postgres");
        var password = Path.Combine(dataFolder, "postgres.password");
        return PostmasterFile.Read(cluster) is { } server && server.IsAlive() && File.Exists(password)
            ? Connect(server.Place, File.ReadAllText(password), Database)
            : null;
    }

    /// <summary>Stops the server: fast, and after 20 s at once. Frees the data folder.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        IsRunning = false;
        if (await _cluster.StopAsync(CancellationToken.None))
        {
            SocketFolder.Remove(_server.Place);
        }
        else
        {
            PostgresEvents.LeftRunning(_options.Logger);
        }

        Folder.Dispose();
        _stopping.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<EmbeddedPostgres> StartAsync(
        DataFolder folder, Cluster cluster, EmbeddedPostgresOptions options, IProgress<string> say, CancellationToken cancellation)
    {
        var isNew = !folder.Marker.Initialized;
        if (isNew)
        {
            say.Report($"Creating the database in {folder.Path}");
            await cluster.CreateAsync(cancellation);
        }

        var password = ReadPassword(folder);
        var server = cluster.Running();
        if (server is not null && cluster.IsCurrent(server))
        {
            say.Report("Taking over the PostgreSQL that an earlier start left running");
            server = await cluster.AwaitReadyAsync(cancellation);
        }
        else if (server is not null)
        {
            say.Report("Restarting PostgreSQL: its program or its settings have changed");
            await cluster.StopAsync(cancellation);
            server = null;
        }

        var adopted = server is not null;
        if (server is null)
        {
            say.Report("Starting PostgreSQL");
            server = await cluster.StartAsync(known: null, cancellation);
        }

        await EnsureDatabaseAsync(folder, server, password, isNew, cancellation);
        var postgres = new EmbeddedPostgres(folder, cluster, options, password, server, adopted);
        postgres._watching = postgres.WatchAsync(postgres._stopping.Token);
        PostgresEvents.Ready(options.Logger, server.Pid, adopted);
        return postgres;
    }

    private static string ReadPassword(DataFolder folder) => File.Exists(folder.Password)
        ? File.ReadAllText(folder.Password)
        : throw new EmbeddedPostgresException("data_folder_corrupt",
            $"{folder.Password} is missing, and with it the key to the database. Restore it from a backup.");

    private static string Connect(Endpoint place, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = place.Host,
        Port = place.Port,
        Username = Cluster.Role,
        Password = password,
        Database = database,
    }.ConnectionString;

    private static async Task EnsureDatabaseAsync(
        DataFolder folder, PostmasterFile server, string password, bool isNew, CancellationToken cancellation)
    {
        try
        {
            if (!isNew)
            {
                await using var existing = new NpgsqlConnection(Connect(server.Place, password, Database) + ";Pooling=false");
                await existing.OpenAsync(cancellation);
                return;
            }
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The first start was interrupted before it came to this.
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException("data_folder_corrupt",
                $"{folder.Password} does not open the database. Restore both from the same backup.", error);
        }

        await using var connection = new NpgsqlConnection(Connect(server.Place, password, "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The watch must outlive whatever a start throws.")]
    private async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Watch, _options.Time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (IsHealthy())
            {
                _cluster.KeepLogBounded();
                continue;
            }

            IsRunning = false;
            PostgresEvents.Gone(_options.Logger, _server.Pid);
            for (var pause = Watch; !IsRunning; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    await _cluster.StopAsync(cancellation);
                    _server = await _cluster.StartAsync(_server.Place, cancellation);
                    IsRunning = true;
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    var code = (error as EmbeddedPostgresException)?.Code ?? "postgres_start";
                    PostgresEvents.NotRestarted(_options.Logger, code, pause.TotalSeconds, error);
                    await Task.Delay(pause, _options.Time, cancellation);
                }
            }

            PostgresEvents.Restarted(_options.Logger, _server.Pid);
            Restarted?.Invoke(this, EventArgs.Empty);
        }
    }

    private bool IsHealthy() =>
        _server.IsAlive() && (!_server.Place.IsSocket || File.Exists(_server.Place.SocketFile));
}
