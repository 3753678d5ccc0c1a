using Wardline.Data.Schema;

namespace Wardline.Testing;

/// <summary>The assembly fixture for tests of the product: each database has all migrations applied.</summary>
public sealed class MigratedPostgres() : PostgresFixture(
    (connectionString, cancellation) => Migrator.MigrateAsync(connectionString, say: null, cancellation));
