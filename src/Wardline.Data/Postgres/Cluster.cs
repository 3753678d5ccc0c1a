using System.Security.Cryptography;

namespace Wardline.Data.Postgres;

/// <summary>The database directory: made, started and stopped by PostgreSQL's own programs.</summary>
internal sealed class Cluster(DataFolder data, PostgresBinaries binaries, DatabaseUser? user, EmbeddedPostgresOptions options)
{
    internal const string Role = "wardline";
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ServerLog _log = new(data.Logs);

    internal PostmasterFile? Running() => PostmasterFile.Read(data.Cluster) is { } file && file.IsAlive() ? file : null;

    /// <summary>Made aside and renamed: an interrupted first start leaves nothing that looks like a database.</summary>
    internal async Task CreateAsync(CancellationToken cancellation)
    {
        if (File.Exists(Conf("PG_VERSION")))
        {
            // Interrupted after the rename: it is whole.
            data.DatabaseExists();
            return;
        }

        foreach (var unfinished in Directory.EnumerateDirectories(data.Path, "postgres*"))
        {
            await RemoveAsync(unfinished, cancellation);
        }

        // A new name each time: the initdb of a killed start may still be at work in the old one.
        var draft = $"{data.Cluster}.{Guid.CreateVersion7():n}.new";
        Files.MakeFolder(draft);
        Unix.Give(draft, user);
        var secrets = SocketFolder.Make(data, user);
        var passwordFile = Path.Combine(secrets.IsSocket ? secrets.Host : data.Path, "initial-password");
        try
        {
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            Files.Replace(data.Password, password);
            Files.Replace(passwordFile, password, user);
            var made = await Command.RunAsync(
                As([
                    binaries.Program("initdb"), "--pgdata", Here(draft), "--username", Role, "--pwfile", passwordFile,
                    "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
                    "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--data-checksums",
                    .. options.Durable ? Array.Empty<string>() : ["--no-sync"],
                ]), draft, cancellation);
            if (made.ExitCode != 0)
            {
                throw StartFailure("postgres_initdb", "The database could not be created", made.Output);
            }

            Directory.Move(draft, data.Cluster);
        }
        finally
        {
            File.Delete(passwordFile);
            SocketFolder.Remove(secrets);
            await RemoveAsync(draft, CancellationToken.None);
        }

        data.DatabaseExists();
    }

    /// <summary>Waits out a recovery that a server of an earlier start is still in.</summary>
    /// <returns>Null when it ended instead.</returns>
    internal async Task<PostmasterFile?> AwaitReadyAsync(CancellationToken cancellation)
    {
        while (Running() is { } running)
        {
            if (running.IsReady)
            {
                return running;
            }

            await Task.Delay(Pause, options.Time, cancellation);
        }

        return null;
    }

    /// <summary>Whether the live server is what this start would run: same program, same configuration.</summary>
    internal bool IsCurrent(PostmasterFile running) =>
        running.Status is "ready" or "starting"
        && (user is null || Unix.Identify(data.Cluster)?.Owner == user.Uid)
        && running.Runs(binaries.Program("postgres"))
        && File.Exists(Conf("postgresql.conf"))
        && File.ReadAllText(Conf("postgresql.conf")) == Settings(running.Place)
        && (!running.Place.IsSocket || File.Exists(running.Place.SocketFile));

    /// <param name="known">Where it listened before, for a restart.</param>
    internal async Task<PostmasterFile> StartAsync(Endpoint? known, CancellationToken cancellation)
    {
        await TakeOwnershipAsync(cancellation);
        var place = known ?? SocketFolder.Make(data, user);
        try
        {
            SocketFolder.Restore(place, user);
            Files.MakeFolder(data.Logs);
            Files.Replace(Conf("postgresql.conf"), Settings(place), user);
            Files.Replace(Conf("pg_hba.conf"), PostgresSettings.RenderAccess(place), user);
            PostmasterFile.StrikeOut(data.Cluster, user);
            _log.KeepBounded();
            var started = options.Time.GetTimestamp();
            while (true)
            {
                var before = _log.Length;
                var result = await Command.RunAsync(StartLine(), data.Cluster, cancellation, capture: false);
                if (result.ExitCode == 0 && Running() is { } running)
                {
                    return running;
                }

                var words = _log.Since(before);
                // Backends of a killed server may take a moment to notice and leave.
                if (!words.Contains("is still in use", StringComparison.Ordinal) || options.Time.GetElapsedTime(started) > Lingering)
                {
                    throw StartFailure("postgres_start", "PostgreSQL did not start", words);
                }

                await Task.Delay(Pause, options.Time, cancellation);
            }
        }
        catch
        {
            if (known is null && Running() is null)
            {
                SocketFolder.Remove(place);
            }

            throw;
        }
    }

    internal void KeepLogBounded() => _log.KeepBounded();

    /// <summary>Fast (clients are cut off, all is flushed), then immediate. False when it lives on even so.</summary>
    internal async Task<bool> StopAsync(CancellationToken cancellation)
    {
        foreach (var (mode, seconds) in new[] { ("fast", "20"), ("immediate", "10") })
        {
            if (Running() is not { } running)
            {
                return true;
            }

            // As the user it runs under, which an earlier start may have chosen differently.
            var its = user is not null && Unix.Identify(data.Cluster) is { } folder ? user with { Uid = folder.Owner } : user;
            await Command.RunAsync(
                DatabaseUser.As(its, [binaries.Program("pg_ctl"), "stop", "-s", "-w", "-t", seconds, "-m", mode, "-D", Here(data.Cluster)]),
                data.Cluster, cancellation);
            if (!running.IsAlive())
            {
                return true;
            }
        }

        return Running() is null;
    }

    /// <summary>
    /// The working directory, by a name that needs no other: PostgreSQL reaches it even where it may not enter the
    /// folders above, such as a home of mode 700.
    /// </summary>
    private static string Here(string folder) => OperatingSystem.IsLinux() ? "/proc/self/cwd" : folder;

    private IReadOnlyList<string> As(IReadOnlyList<string> line) => DatabaseUser.As(user, line);

    private string Conf(string name) => Path.Combine(data.Cluster, name);

    private string Settings(Endpoint place) =>
        PostgresSettings.Render(place, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, options.Durable);

    /// <summary>pg_ctl gives the server a session of its own: a Ctrl-C in the terminal is for Wardline alone.</summary>
    private string[] StartLine()
    {
        var timeout = ((int)options.StartTimeout.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] start = [binaries.Program("pg_ctl"), "start", "-s", "-w", "-t", timeout, "-D", Here(data.Cluster)];
        // The shell opens the log as us and hands it down: the database user cannot reach it by name.
        return OperatingSystem.IsWindows()
            ? [.. start, "-l", _log.Path]
            : ["/bin/sh", "-c", "umask 077; exec >>\"$0\" 2>&1; exec \"$@\"", _log.Path, .. As(start)];
    }

    /// <summary>Removes what a process may still be filling; that process fails soon after its files are gone.</summary>
    private async Task RemoveAsync(string folder, CancellationToken cancellation)
    {
        var started = options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                Files.DeleteFolder(folder);
                return;
            }
            catch (IOException) when (options.Time.GetElapsedTime(started) < Lingering)
            {
                await Task.Delay(Pause, options.Time, cancellation);
            }
        }
    }

    /// <summary>The database may have been written under another user: before a change of the setting, or by a copy.</summary>
    private async Task TakeOwnershipAsync(CancellationToken cancellation)
    {
        if (user is null || Unix.Identify(data.Cluster)?.Owner == user.Uid)
        {
            return;
        }

        var given = await Command.RunAsync(["chown", "-R", "-h", $"{user.Uid}:{user.Gid}", data.Cluster], null, cancellation);
        if (given.ExitCode != 0)
        {
            throw DataFolder.InWords(data.Path, new IOException(given.Output));
        }
    }

    private EmbeddedPostgresException StartFailure(string code, string summary, string words) => words switch
    {
        _ when Says(words, "No space left on device") || Says(words, "Disk quota exceeded") =>
            new EmbeddedPostgresException("data_folder_full",
                $"The disk of the data folder {data.Path} is full. Free some space and start again."),
        _ when Says(words, "Read-only file system") =>
            new EmbeddedPostgresException("data_folder_read_only",
                $"The data folder {data.Path} lies on a read-only file system. Name another folder with --data."),
        _ when Says(words, "pg_control") || Says(words, "could not locate a valid checkpoint record")
            || Says(words, "invalid data directory") || Says(words, "is not a valid data directory") =>
            new EmbeddedPostgresException("data_folder_corrupt",
                $"The database in {data.Path} is damaged. Restore the data folder from a backup. {Quote(words)}"),
        _ => new EmbeddedPostgresException(code, $"{summary}. {Quote(words)}Its log is {_log.Path}."),
    };

    private static bool Says(string words, string phrase) => words.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string words) => words
        .Split('\n')
        .LastOrDefault(line => Says(line, "FATAL") || Says(line, "PANIC") || Says(line, "error:")) is { } line
        ? $"It says: {line.Trim()} "
        : "";
}
