using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

public sealed class DataFolderTests(PreparedFolder prepared)
{
    [Fact]
    public async Task Second_start_on_a_running_folder_is_refused_and_names_the_process()
    {
        using var place = new Place(prepared: prepared);
        await using var running = await place.StartAsync();

        var refused = await place.RefusedAsync();

        Assert.Equal("data_folder_in_use", refused.Code);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Place.AskAsync(running.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Lock_is_seen_by_another_process_and_through_a_link()
    {
        using var place = new Place(prepared: prepared);
        await using var running = await place.StartAsync();
        var link = Path.Combine(place.Root, "link");
        File.CreateSymbolicLink(link, place.Data);

        using var host = HostProcess.Launch(link);
        var error = await host.ReadUntilAsync("error");

        Assert.Equal("data_folder_in_use", error[1]);
    }

    [Fact]
    public async Task Folder_with_strange_files_is_refused_and_untouched()
    {
        using var place = new Place();
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(Path.Combine(place.Data, "thesis.txt"), "mine", TestContext.Current.CancellationToken);

        var refused = await place.RefusedAsync();

        Assert.Equal("data_folder_not_ours", refused.Code);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(place.Data).Select(Path.GetFileName));
    }

    [Fact]
    public async Task File_in_place_of_the_folder_is_refused()
    {
        using var place = new Place();
        await File.WriteAllTextAsync(place.Data, "", TestContext.Current.CancellationToken);

        Assert.Equal("data_folder_not_ours", (await place.RefusedAsync()).Code);
    }

    [Fact]
    public void Empty_mount_point_is_accepted()
    {
        using var place = new Place();
        Directory.CreateDirectory(Path.Combine(place.Data, "lost+found"));

        DataFolder.Open(place.Data, TimeProvider.System).Dispose();

        Assert.True(File.Exists(Path.Combine(place.Data, "wardline.json")));
    }

    [Theory]
    [InlineData("""{"format":2,"postgres_major":18,"created_at":"2030-01-01T00:00:00Z","initialized":true}""", "data_folder_version")]
    [InlineData("""{"format":1,"postgres_major":19,"created_at":"2030-01-01T00:00:00Z","initialized":true}""", "data_folder_version")]
    [InlineData("""{"format":1,"postgres_major":17,"created_at":"2020-01-01T00:00:00Z","initialized":true}""", "data_folder_version")]
    [InlineData("""{"format":1,"postgres_major":18,"created_at":"2026-01-01T00:00:00Z","initialized":true}""", "data_folder_corrupt")]
    [InlineData("""{"format":1}""", "data_folder_corrupt")]
    [InlineData("", "data_folder_corrupt")]
    public async Task Marker_that_cannot_be_served_is_refused(string marker, string code)
    {
        using var place = new Place();
        Directory.CreateDirectory(place.Data);
        var file = Path.Combine(place.Data, "wardline.json");
        await File.WriteAllTextAsync(file, marker, TestContext.Current.CancellationToken);

        Assert.Equal(code, (await place.RefusedAsync()).Code);
        Assert.Equal(marker, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_of_another_major_version_is_refused()
    {
        using var place = new Place(prepared: prepared);
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "PG_VERSION"), "19\n", TestContext.Current.CancellationToken);

        Assert.Equal("data_folder_version", (await place.RefusedAsync()).Code);
    }

    [Fact]
    public async Task Lost_database_is_not_silently_replaced_by_an_empty_one()
    {
        using var place = new Place(prepared: prepared);
        Directory.Delete(place.Cluster, recursive: true);

        Assert.Equal("data_folder_corrupt", (await place.RefusedAsync()).Code);
        Assert.False(Directory.Exists(place.Cluster));
    }

    [Theory]
    [InlineData("postgres.password")]
    [InlineData("postgres/global/pg_control")]
    public async Task Missing_part_is_called_damage(string part)
    {
        using var place = new Place(prepared: prepared);
        File.Delete(Path.Combine(place.Data, part));

        Assert.Equal("data_folder_corrupt", (await place.RefusedAsync()).Code);
    }

    [Fact]
    public async Task Password_of_another_database_is_called_damage_and_the_server_is_not_left_running()
    {
        using var place = new Place(prepared: prepared);
        await File.WriteAllTextAsync(Path.Combine(place.Data, "postgres.password"), "other", TestContext.Current.CancellationToken);

        Assert.Equal("data_folder_corrupt", (await place.RefusedAsync()).Code);
        Assert.Null(PostmasterFile.Read(place.Cluster));
    }

    [Fact]
    public async Task Read_only_folder_is_refused_to_an_ordinary_user()
    {
        using var place = new Place();
        var user = new OrdinaryUser(place);
        Directory.CreateDirectory(place.Data);
        File.SetUnixFileMode(place.Data, Place.Open & ~UnixFileMode.UserWrite);

        using var host = user.Launch(place.Data);
        var error = await host.ReadUntilAsync("error");

        Assert.Equal("data_folder_read_only", error[1]);
        Assert.Contains(place.Data, error[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_file_system_is_refused()
    {
        using var place = new Place();
        using var disk = new SmallDisk(place.Data, 400);
        await (await place.StartAsync()).StopAsync();
        Place.Run("mount", "-o", "remount,ro", place.Data);

        Assert.Equal("data_folder_read_only", (await place.RefusedAsync()).Code);
    }

    [Fact]
    public async Task Disk_too_small_for_a_database_is_refused_before_anything_is_made()
    {
        using var place = new Place();
        using var disk = new SmallDisk(place.Data, 64);

        Assert.Equal("data_folder_full", (await place.RefusedAsync()).Code);
        Assert.False(Directory.Exists(place.Cluster));
    }

    [Fact]
    public async Task Full_disk_is_refused_and_the_data_is_there_once_there_is_room()
    {
        using var place = new Place();
        using var disk = new SmallDisk(place.Data, 400);
        await using (var first = await place.StartAsync())
        {
            await Place.AskAsync(first.ConnectionString, "create table kept as select 7 as number");
        }

        var ballast = Path.Combine(place.Data, "logs", "ballast");
        Assert.Throws<InvalidOperationException>(() => Place.Run("dd", "if=/dev/zero", $"of={ballast}", "bs=1M"));
        Assert.Equal("data_folder_full", (await place.RefusedAsync()).Code);
        File.Delete(ballast);

        await using var second = await place.StartAsync();
        Assert.Equal(7, await Place.AskAsync(second.ConnectionString, "select number from kept"));
    }
}
