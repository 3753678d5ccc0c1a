using System.Diagnostics;
using System.Globalization;

namespace Wardline.Data.Postgres;

/// <summary>What <c>postmaster.pid</c> says, and whether the process it names is really this cluster's server.</summary>
internal sealed record PostmasterFile(string Cluster, int Pid, Endpoint Place, string Status)
{
    // Beyond every pid_max: kill() finds nobody.
    private const string Nobody = "2147483647";

    /// <returns>Null when there is none, or none that makes sense.</returns>
    internal static PostmasterFile? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(cluster));
            return lines.Length >= 5
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && pid > 0
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new PostmasterFile(cluster, pid, new Endpoint(lines[4].Length > 0 ? lines[4] : "127.0.0.1", port),
                    lines.Length >= 8 ? lines[7].Trim() : "starting")
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal bool IsReady => Status == "ready";

    /// <summary>Runs, is a PostgreSQL server and works in this cluster. A zombie does none of it.</summary>
    internal bool IsAlive()
    {
        if (OperatingSystem.IsLinux())
        {
            return StateOf(Pid) is ("postgres", not ('Z' or 'X'))
                && Unix.Identify($"/proc/{Pid}/cwd") is { } itsFolder
                && itsFolder == Unix.Identify(Cluster);
        }

        try
        {
            using var process = Process.GetProcessById(Pid);
            return process is { HasExited: false, ProcessName: "postgres" };
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the live server is the program at <paramref name="program"/> (an upgrade replaces it).</summary>
    internal bool Runs(string program) => !OperatingSystem.IsLinux()
        || Unix.Identify($"/proc/{Pid}/exe") is { } running && running == Unix.Identify(program);

    /// <summary>
    /// Lets PostgreSQL start over the file of a server that is gone. It does so by itself when the process id is
    /// free, but not when a zombie or a stranger bears it. The id is struck out instead of the file removed, because
    /// PostgreSQL finds in it the shared memory by which it makes sure that no old backend still writes.
    /// </summary>
    internal static void StrikeOut(string cluster, DatabaseUser? user)
    {
        var path = PathIn(cluster);
        if (!File.Exists(path))
        {
            return;
        }

        if (Read(cluster) is null)
        {
            File.Delete(path);
            return;
        }

        var lines = File.ReadAllLines(path);
        lines[0] = Nobody;
        Files.Replace(path, string.Join('\n', lines) + "\n", user);
    }

    private static (string Name, char State)? StateOf(int pid)
    {
        try
        {
            // pid (name) state …; the name may hold spaces and parentheses.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var open = stat.IndexOf('(', StringComparison.Ordinal);
            var close = stat.LastIndexOf(')');
            return (stat[(open + 1)..close], stat[close + 2]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");
}
