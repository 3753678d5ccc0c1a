using System.Runtime.Versioning;
using Wardline.Testing;

[assembly: AssemblyFixture(typeof(MigratedPostgres))]
[assembly: SupportedOSPlatform("linux")]
