using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

/// <summary>Who runs PostgreSQL, also where a home of mode 700 is closed to that user.</summary>
[Trait("Category", "Slow")]
public sealed class DatabaseUserTests
{
    [Fact]
    public async Task Root_starts_restarts_adopts_and_stops_under_a_closed_home()
    {
        Assert.SkipUnless(Place.IsRoot, "Only root lends PostgreSQL another user.");
        using var place = new Place();
        var home = Path.Combine(place.Root, "home");
        Directory.CreateDirectory(home, Place.Closed);
        var package = Path.Combine(home, "package");
        Place.Run("cp", "-r", Place.Package, package);
        var data = Path.Combine(home, "data");
        var cache = Path.Combine(place.Root, "cache");

        using var first = await HostProcess.StartAsync(data, cache, package);
        await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        Assert.NotEqual("root", Place.Run("ps", "-o", "user=", "-p", $"{first.PostgresId}").Trim());
        await first.KillAsync();
        using var second = await HostProcess.StartAsync(data, cache, package);
        Assert.True(second.Adopted);
        await second.StopAsync();
        using var third = await HostProcess.StartAsync(data, cache, package);
        Assert.False(third.Adopted);

        Assert.Equal(7, await Place.AskAsync(third.ConnectionString, "select number from kept"));
        await third.StopAsync();
    }

    [Fact]
    public async Task Ordinary_user_starts_adopts_and_stops_under_a_closed_home()
    {
        using var place = new Place();
        var user = new OrdinaryUser(place);
        var data = Path.Combine(user.Home, "data");

        using var first = await user.StartAsync(data);
        await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        await first.KillAsync();
        using var second = await user.StartAsync(data);

        Assert.True(second.Adopted);
        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
        await second.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"first start {first.Milliseconds} ms, adoption {second.Milliseconds} ms");
    }

    [Fact]
    public async Task Root_serves_a_database_that_another_user_wrote()
    {
        Assert.SkipUnless(Place.IsRoot, "Only root lends PostgreSQL another user.");
        using var place = new Place();
        await using (var first = await place.StartAsync())
        {
            await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        }

        var options = new EmbeddedPostgresOptions { DataFolder = place.Data, User = "daemon", Durable = false };
        await using var second = await place.StartAsync(options);

        Assert.Equal("daemon", Place.Run("ps", "-o", "user=", "-p", $"{second.ProcessId}").Trim());
        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
    }

    [Fact]
    public async Task Cache_that_the_database_user_cannot_enter_is_refused_in_words()
    {
        Assert.SkipUnless(Place.IsRoot, "Only root lends PostgreSQL another user.");
        using var place = new Place();
        var home = Path.Combine(place.Root, "home");
        Directory.CreateDirectory(home, Place.Closed);

        var refused = await place.RefusedAsync(new EmbeddedPostgresOptions
        {
            DataFolder = place.Data,
            AllowNobody = true,
            CacheFolder = Path.Combine(home, "cache"),
        });

        Assert.Equal("postgres_binaries", refused.Code);
        Assert.Contains("open to that user", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_root_creates_the_user_wardline_and_says_so()
    {
        Assert.SkipUnless(Place.IsRoot, "Only root lends PostgreSQL another user.");
        Assert.SkipWhen(File.ReadLines("/etc/passwd").Any(line => line.StartsWith("wardline:", StringComparison.Ordinal)),
            "This machine has the user wardline; NOT CHECKED here.");
        using var place = new Place();
        using var disk = new SmallDisk(Path.Combine(place.Root, "etc"), 16);

        using var host = HostProcess.Launch(place.Data, etc: Path.Combine(place.Root, "etc"));
        await host.ReadyAsync();

        Assert.Contains(host.Lines, line => line.Contains("Creating the system user 'wardline'", StringComparison.Ordinal));
        var created = Assert.Single(
            await File.ReadAllLinesAsync(Path.Combine(place.Root, "etc", "up", "passwd"), TestContext.Current.CancellationToken),
            line => line.StartsWith("wardline:", StringComparison.Ordinal));
        Assert.Equal(created.Split(':')[2], Place.Run("ps", "-o", "uid=", "-p", $"{host.PostgresId}").Trim());
        await host.StopAsync();
    }
}
