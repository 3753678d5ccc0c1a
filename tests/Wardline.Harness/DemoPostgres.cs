using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Data.Schema;
using Wardline.Server.Demo;
using Wardline.Server.Startup;
using Wardline.Testing;

namespace Wardline.Harness;

/// <summary>Each database holds the demo hospital, written by the seeder that the product uses.</summary>
public sealed class DemoPostgres() : PostgresFixture(async (connectionString, cancellation) =>
{
    await using var app = WardlineApp.Create(new AppSettings([WardServer.AnyPort], () => connectionString, Demo: true));
    await Migrator.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), say: null, cancellation);
    await using var scope = app.Services.CreateAsyncScope();
    await scope.ServiceProvider.GetRequiredService<DemoSeeder>().SeedAsync(cancellation);
});
