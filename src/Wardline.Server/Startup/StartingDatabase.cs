using Wardline.Data.Postgres;

namespace Wardline.Server.Startup;

/// <summary>The operator's PostgreSQL when <c>ConnectionStrings__Wardline</c> names one, else our own in the data folder.</summary>
internal sealed class StartingDatabase(UpOptions options, IProgress<string> say) : IAsyncDisposable
{
    private EmbeddedPostgres? _embedded;
    private DataFolder? _folder;
    private string? _connectionString;

    public string ConnectionString => _embedded?.ConnectionString ?? _connectionString
        ?? throw new InvalidOperationException("The database has not been opened yet.");

    public async Task OpenAsync(CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Wardline") is { Length: > 0 } named)
        {
            say.Report("Using the PostgreSQL that ConnectionStrings__Wardline names.");
            _folder = DataFolder.Open(options.Data, TimeProvider.System);
            _connectionString = named;
            return;
        }

        _embedded = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataFolder = options.Data,
                AllowNobody = options.Demo,
                Package = Environment.GetEnvironmentVariable("Wardline__Postgres__Package"),
                User = Environment.GetEnvironmentVariable("Wardline__Postgres__User"),
                CacheFolder = Environment.GetEnvironmentVariable("Wardline__Postgres__Cache"),
            },
            say,
            ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        _folder?.Dispose();
    }
}
