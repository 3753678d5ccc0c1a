using System.Globalization;
using System.Text.Json;

namespace Wardline.Data.Postgres;

/// <summary>
/// The folder that holds everything of one installation, ours alone while this object lives. The lock is the
/// operating system's: it ends with the process, however that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    internal const int Format = 1;
    internal const int PostgresMajor = 18;
    private const long RoomForNewDatabase = 200L << 20;
    private const long RoomToRun = 32L << 20;
    private const string MarkerName = "wardline.json";
    private const string LockName = "wardline.lock";
    private const string HolderName = "wardline.pid";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock, DataFolderMarker marker)
    {
        Path = path;
        _lock = heldLock;
        Marker = marker;
    }

    public string Path { get; }

    internal DataFolderMarker Marker { get; private set; }

    internal string Cluster => System.IO.Path.Combine(Path, "postgres");

    internal string Password => System.IO.Path.Combine(Path, "postgres.password");

    internal string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>Whether some Wardline made this folder, running or not.</summary>
    public static bool IsOurs(string path) => File.Exists(System.IO.Path.Combine(path, MarkerName));

    /// <summary>Takes the folder, making it when it is missing or empty.</summary>
    /// <exception cref="EmbeddedPostgresException"><c>data_folder_in_use</c>, <c>data_folder_not_ours</c>,
    /// <c>data_folder_read_only</c>, <c>data_folder_full</c>, <c>data_folder_version</c>,
    /// <c>data_folder_corrupt</c>.</exception>
    public static DataFolder Open(string path, TimeProvider time)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            if (File.Exists(path))
            {
                throw new EmbeddedPostgresException("data_folder_not_ours",
                    $"{path} is a file, not a folder. Name another folder with --data.");
            }

            Files.MakeFolder(path);
            RefuseForeign(path);
            held = TakeLock(path);
            var marker = ReadMarker(path) ?? new DataFolderMarker(Format, PostgresMajor, time.GetUtcNow(), false);
            RefuseUnreadable(path, marker);
            RefuseFull(path, marker);
            Files.Replace(System.IO.Path.Combine(path, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            var folder = new DataFolder(path, held, marker);
            folder.WriteMarker(marker);
            return folder;
        }
        catch (Exception error)
        {
            held?.Dispose();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw InWords(path, error);
            }

            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>From here on a missing database is a loss, not a first start.</summary>
    internal void DatabaseExists() => WriteMarker(Marker with { Initialized = true });

    internal static EmbeddedPostgresException InWords(string path, Exception error) => Files.IsDiskFull(error)
        ? new EmbeddedPostgresException("data_folder_full",
            $"The disk of the data folder {path} is full. Free some space and start again.", error)
        : new EmbeddedPostgresException("data_folder_read_only",
            $"The data folder {path} cannot be written by user {Environment.UserName} ({error.Message}) " +
            "Give it to that user, start as its owner, or name another folder with --data.", error);

    private static void RefuseForeign(string path)
    {
        if (!IsOurs(path) && Directory.EnumerateFileSystemEntries(path)
                .Select(System.IO.Path.GetFileName)
                .Any(name => name is not (LockName or "lost+found")
                    && !name!.StartsWith(MarkerName, StringComparison.Ordinal)
                    && !name.StartsWith(HolderName, StringComparison.Ordinal)))
        {
            throw new EmbeddedPostgresException("data_folder_not_ours",
                $"{path} holds files that are not Wardline's. Name an empty folder with --data.");
        }
    }

    private static FileStream TakeLock(string path)
    {
        var lockPath = System.IO.Path.Combine(path, LockName);
        try
        {
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (Files.IsInUse(error))
        {
            throw new EmbeddedPostgresException("data_folder_in_use",
                $"Another Wardline{Holder(path)} is running on the data folder {path}. " +
                "Stop it first, or name another folder with --data.", error);
        }
    }

    private static string Holder(string path)
    {
        try
        {
            // Apart from the locked file, which nobody else may open.
            var holder = File.ReadAllText(System.IO.Path.Combine(path, HolderName));
            return int.TryParse(holder, CultureInfo.InvariantCulture, out var pid) ? $" (process {pid})" : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static DataFolderMarker? ReadMarker(string path)
    {
        var file = System.IO.Path.Combine(path, MarkerName);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), DataFolderJson.Default.DataFolderMarker)
                ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new EmbeddedPostgresException("data_folder_corrupt",
                $"{file} cannot be read. Restore the data folder from a backup.", error);
        }
    }

    private static void RefuseUnreadable(string path, DataFolderMarker marker)
    {
        if (marker.Format > Format || marker.PostgresMajor != PostgresMajor)
        {
            throw new EmbeddedPostgresException("data_folder_version",
                $"The data folder {path} has format {marker.Format} and PostgreSQL {marker.PostgresMajor}; " +
                $"this Wardline reads format {Format} and PostgreSQL {PostgresMajor}. " +
                (marker.Format > Format || marker.PostgresMajor > PostgresMajor
                    ? "Start it with the Wardline version that wrote it, or a newer one."
                    : "Export it with the Wardline version that wrote it and import it here."));
        }

        var version = System.IO.Path.Combine(path, "postgres", "PG_VERSION");
        if (marker.Initialized && !File.Exists(version))
        {
            throw new EmbeddedPostgresException("data_folder_corrupt",
                $"The database in {path} is missing or incomplete ({version} is not there). Restore the data folder from a backup.");
        }

        if (marker.Initialized && File.ReadAllText(version).Trim() is var major
            && major != PostgresMajor.ToString(CultureInfo.InvariantCulture))
        {
            throw new EmbeddedPostgresException("data_folder_version",
                $"The database in {path} is of PostgreSQL {major}; this Wardline runs PostgreSQL {PostgresMajor}. " +
                "Export it with the Wardline version that wrote it and import it here.");
        }
    }

    private static void RefuseFull(string path, DataFolderMarker marker)
    {
        var free = new DriveInfo(path).AvailableFreeSpace;
        var needed = marker.Initialized ? RoomToRun : RoomForNewDatabase;
        if (free < needed)
        {
            throw new EmbeddedPostgresException("data_folder_full",
                $"The disk of the data folder {path} has {free >> 20} MB left, and {needed >> 20} MB are needed. " +
                "Free some space, or name another folder with --data.");
        }
    }

    private void WriteMarker(DataFolderMarker marker)
    {
        var file = System.IO.Path.Combine(Path, MarkerName);
        if (marker != Marker || !File.Exists(file))
        {
            Files.Replace(file, JsonSerializer.Serialize(marker, DataFolderJson.Default.DataFolderMarker));
        }

        Marker = marker;
    }
}
