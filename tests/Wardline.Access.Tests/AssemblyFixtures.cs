using Wardline.Testing;

[assembly: AssemblyFixture(typeof(MigratedPostgres))]
