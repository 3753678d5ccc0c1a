using System.Runtime.Versioning;
using Wardline.Data.Tests.Postgres;
using Wardline.Testing;

[assembly: AssemblyFixture(typeof(MigratedPostgres))]
[assembly: AssemblyFixture(typeof(PreparedFolder))]
[assembly: SupportedOSPlatform("linux")]
