using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

/// <summary>What is left after a <c>kill -9</c>, of us or of PostgreSQL.</summary>
[Trait("Category", "Slow")]
public sealed class KilledTests(PreparedFolder prepared)
{
    [Fact]
    public async Task Server_of_a_killed_process_is_adopted_with_its_data()
    {
        using var place = new Place(prepared: prepared);
        using var first = await HostProcess.StartAsync(place.Data);
        await first.KillAsync();
        await Place.AskAsync(first.ConnectionString, "update kept set number = 8");

        using var second = await HostProcess.StartAsync(place.Data);

        Assert.True(second.Adopted);
        Assert.Equal(first.PostgresId, second.PostgresId);
        Assert.Equal(8, await Place.AskAsync(second.ConnectionString, "select number from kept"));
        await second.StopAsync();
        Assert.Null(EmbeddedPostgres.FindRunning(place.Data));
    }

    [Fact]
    public async Task Orphan_with_other_settings_is_restarted_instead_of_adopted()
    {
        using var place = new Place(prepared: prepared);
        using var first = await HostProcess.StartAsync(place.Data);
        await first.KillAsync();

        await using var second = await place.StartAsync();

        Assert.False(second.Adopted);
        Assert.NotEqual(first.PostgresId, second.ProcessId);
        Assert.Equal("off", await Place.AskAsync(second.ConnectionString, "select current_setting('fsync')"));
        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
    }

    [Fact]
    public async Task Both_killed_at_once_recovers_what_was_committed()
    {
        using var place = new Place(prepared: prepared);
        using var first = await HostProcess.StartAsync(place.Data);
        await Place.AskAsync(first.ConnectionString, "update kept set number = 8");
        await first.KillAsync();
        using (var server = Process.GetProcessById(first.PostgresId))
        {
            server.Kill();
        }

        using var second = await HostProcess.StartAsync(place.Data);

        Assert.False(second.Adopted);
        Assert.Equal(8, await Place.AskAsync(second.ConnectionString, "select number from kept"));
        await second.StopAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(700)]
    public async Task First_start_killed_midway_is_begun_anew(int milliseconds)
    {
        using var place = new Place();
        using (var first = HostProcess.Launch(place.Data))
        {
            while ((await first.ReadUntilAsync("say"))[1] is var said && !said.StartsWith("Creating", StringComparison.Ordinal))
            {
                Assert.NotEmpty(said);
            }

            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            await first.KillAsync();
        }

        using var second = await HostProcess.StartAsync(place.Data);

        Assert.Equal("wardline", await Place.AskAsync(second.ConnectionString, "select current_database()::text"));
        await second.StopAsync();
    }

    [Theory]
    [InlineData("zombie")]
    [InlineData("stranger")]
    [InlineData("nobody")]
    [InlineData("garbage")]
    public async Task Pid_file_that_names_no_server_of_ours_is_no_obstacle(string kind)
    {
        using var place = new Place(prepared: prepared);
        string[] lines;
        await using (var first = await place.StartAsync())
        {
            lines = await File.ReadAllLinesAsync(Path.Combine(place.Cluster, "postmaster.pid"), TestContext.Current.CancellationToken);
        }

        var user = await DatabaseUser.ChooseAsync(place.Options(), new Said(), TestContext.Current.CancellationToken);
        // Of the database user, so that PostgreSQL itself takes it for a server (another user's would not disturb it).
        var line = DatabaseUser.As(user, kind == "zombie"
            ? ["sh", "-c", "sleep 0.3 & echo $!; exec sleep 60"]
            : ["sh", "-c", "echo $$; exec sleep 60"]);
        using var process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true })!;
        lines[0] = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        try
        {
            if (kind == "zombie")
            {
                await UntilAsync(() => File.ReadAllText($"/proc/{lines[0]}/stat").Contains(") Z ", StringComparison.Ordinal));
            }

            if (kind == "nobody")
            {
                lines[0] = "4194303";
            }

            Files.Replace(Path.Combine(place.Cluster, "postmaster.pid"),
                kind == "garbage" ? "" : string.Join('\n', lines) + "\n", user);

            await using var second = await place.StartAsync();

            Assert.False(second.Adopted);
            Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
            Assert.False(process.HasExited);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Killed_server_is_back_within_seconds_at_the_same_address()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync(new EmbeddedPostgresOptions { DataFolder = place.Data, AllowNobody = true });
        var connectionString = postgres.ConnectionString;
        await Place.AskAsync(connectionString, "update kept set number = 8");
        var restarted = new TaskCompletionSource();
        postgres.Restarted += (_, _) => restarted.SetResult();
        var before = postgres.ProcessId;
        var clock = Stopwatch.StartNew();

        using (var server = Process.GetProcessById(before))
        {
            server.Kill();
        }

        await UntilAsync(() => !postgres.IsRunning || restarted.Task.IsCompleted);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1000);
        await restarted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"killed to running: {clock.ElapsedMilliseconds} ms");

        Assert.True(postgres.IsRunning);
        Assert.NotEqual(before, postgres.ProcessId);
        Assert.Equal(connectionString, postgres.ConnectionString);
        Assert.Equal(8, await Place.AskAsync(connectionString, "select number from kept"));
    }

    [Fact]
    public async Task Server_whose_socket_was_swept_away_gets_it_back()
    {
        using var place = new Place(prepared: prepared);
        await using var postgres = await place.StartAsync();
        var restarted = new TaskCompletionSource();
        postgres.Restarted += (_, _) => restarted.SetResult();

        Directory.Delete(new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!, recursive: true);

        await restarted.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(1, await Place.AskAsync(postgres.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Ctrl_C_in_the_terminal_reaches_us_and_not_the_server()
    {
        using var place = new Place(prepared: prepared);
        using var host = await HostProcess.StartAsync(place.Data);
        Assert.Equal(host.Id, Session(host.Id));
        Assert.NotEqual(host.Id, Session(host.PostgresId));

        Place.Run("kill", "-STOP", Text(host.Id));
        Place.Run("/bin/kill", "-INT", "--", $"-{host.Id}");
        // The host holds still, so whatever stops the server now would be the signal itself.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Place.AskAsync(host.ConnectionString, "select 1"));
        Place.Run("kill", "-CONT", Text(host.Id));

        await host.ReadUntilAsync("interrupted");
        await host.ExitAsync();
        Assert.Equal(0, host.ExitCode);
        Assert.Null(EmbeddedPostgres.FindRunning(place.Data));
    }

    [Fact]
    public async Task Our_environment_is_not_handed_to_the_server()
    {
        using var place = new Place(prepared: prepared);
        using var host = await HostProcess.StartAsync(place.Data);

        var ours = await File.ReadAllTextAsync($"/proc/{host.Id}/environ", TestContext.Current.CancellationToken);
        var its = await File.ReadAllTextAsync($"/proc/{host.PostgresId}/environ", TestContext.Current.CancellationToken);

        Assert.Contains("sentinel-of-the-environment", ours, StringComparison.Ordinal);
        Assert.DoesNotContain("sentinel-of-the-environment", its, StringComparison.Ordinal);
        await host.StopAsync();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "It did not happen within 10 s.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static int Session(int pid) => int.Parse(
        Place.Run("ps", "-o", "sid=", "-p", Text(pid)).Trim(), CultureInfo.InvariantCulture);

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
