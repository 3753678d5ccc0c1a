using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

/// <summary>A stopped database with a table <c>kept</c> that holds 7: for tests that are not about first starts.</summary>
public sealed class PreparedFolder : IAsyncLifetime
{
    private readonly Place _place = new();

    internal string Path => _place.Data;

    public async ValueTask InitializeAsync()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(_place.Options(), new Said(), CancellationToken.None);
        await Place.AskAsync(postgres.ConnectionString, "create table kept as select 7 as number");
    }

    public ValueTask DisposeAsync()
    {
        _place.Dispose();
        return ValueTask.CompletedTask;
    }
}
