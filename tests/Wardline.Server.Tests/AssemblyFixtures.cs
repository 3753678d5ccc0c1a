using System.Runtime.Versioning;
using Wardline.Server.Tests.Harness;
using Wardline.Testing;

[assembly: AssemblyFixture(typeof(MigratedPostgres))]
[assembly: AssemblyFixture(typeof(DemoPostgres))]
[assembly: SupportedOSPlatform("linux")]
