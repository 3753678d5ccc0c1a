using System.Runtime.Versioning;
using Wardline.Harness;
using Wardline.Testing;

[assembly: AssemblyFixture(typeof(MigratedPostgres))]
[assembly: AssemblyFixture(typeof(DemoPostgres))]
[assembly: SupportedOSPlatform("linux")]
