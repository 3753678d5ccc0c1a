using Wardline.Data.Postgres;

namespace Wardline.Server.Startup;

/// <summary>The operator's PostgreSQL when <c>ConnectionStrings__Wardline</c> names one, else our own in the data folder.</summary>
internal sealed class StartingDatabase(UpOptions options, IProgress<string> say) : IAsyncDisposable
{
    private EmbeddedPostgres? _embedded;
    private DataFolder? _folder;
    private Task<string>? _opening;

    /// <summary>Whoever needs it first waits here; until then the composition and the start go on side by side.</summary>
    public string ConnectionString => (_opening ?? throw new InvalidOperationException("The database is not being opened.")).GetAwaiter().GetResult();

    public Task<string> OpenAsync(CancellationToken ct) => _opening ??= Task.Run(() => StartAsync(ct), ct);

    private async Task<string> StartAsync(CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Wardline") is { Length: > 0 } named)
        {
            say.Report("Using the PostgreSQL that ConnectionStrings__Wardline names.");
            _folder = DataFolder.Open(options.Data, TimeProvider.System);
            return named;
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
        return _embedded.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_opening is not null)
        {
            await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        _folder?.Dispose();
    }
}
