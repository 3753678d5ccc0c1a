using System.Runtime.Versioning;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;

[assembly: AssemblyFixture(typeof(DemoPostgres))]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: SupportedOSPlatform("linux")]
