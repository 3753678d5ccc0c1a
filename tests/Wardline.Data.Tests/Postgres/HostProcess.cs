using System.Diagnostics;
using System.Globalization;

namespace Wardline.Data.Tests.Postgres;

/// <summary>Wardline's part of owning a PostgreSQL, in a process of its own session that can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    // The accounts of the machine stay as they are: what is added is seen by this process alone.
    private const string OwnAccounts =
        "mkdir -p $0/up $0/work && mount -t overlay overlay -o lowerdir=/etc,upperdir=$0/up,workdir=$0/work /etc && exec \"$@\"";

    private HostProcess(Process process) => _process = process;

    internal int Id => _process.Id;

    internal List<string> Lines { get; } = [];

    internal int PostgresId { get; private set; }

    internal bool Adopted { get; private set; }

    internal int Milliseconds { get; private set; }

    internal string ConnectionString { get; private set; } = "";

    internal int ExitCode => _process.ExitCode;

    /// <param name="user">System user to become; needs root.</param>
    /// <param name="etc">Run as in production, with an /etc of its own whose changes land in this folder.</param>
    /// <param name="binaries">Folder of the host program, when that user cannot read ours.</param>
    internal static HostProcess Launch(
        string data, string cache = "", string? package = null, string? user = null, string? home = null, string? binaries = null,
        string? etc = null)
    {
        string[] become = user is null ? [] :
            ["setpriv", $"--reuid={user}", $"--regid={Place.Run("id", "-g", user).Trim()}", "--clear-groups"];
        string[] line =
        [
            // Whoever runs the tests in the background hands on an ignored SIGINT.
            "env", "--default-signal=INT", "setsid", .. etc is null ? [] : (string[])["unshare", "-m", "sh", "-c", OwnAccounts, etc], .. become, Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet",
            Path.Combine(binaries ?? AppContext.BaseDirectory, "Wardline.PostgresHost.dll"),
            data, package ?? Place.Package, cache, .. etc is null ? Array.Empty<string>() : ["production"],
        ];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.Environment["WARDLINE_TEST_SECRET"] = "sentinel-of-the-environment";
        if (home is not null)
        {
            start.Environment["HOME"] = home;
            start.Environment.Remove("XDG_CACHE_HOME");
        }

        return new HostProcess(Process.Start(start)!);
    }

    internal static async Task<HostProcess> StartAsync(
        string data, string cache = "", string? package = null, string? user = null, string? home = null, string? binaries = null)
    {
        var host = Launch(data, cache, package, user, home, binaries);
        await host.ReadyAsync();
        return host;
    }

    internal async Task ReadyAsync()
    {
        var ready = await ReadUntilAsync("ready");
        PostgresId = int.Parse(ready[1], CultureInfo.InvariantCulture);
        Adopted = bool.Parse(ready[2]);
        Milliseconds = int.Parse(ready[3], CultureInfo.InvariantCulture);
        ConnectionString = ready[4];
    }

    internal async Task<string[]> ReadUntilAsync(string kind)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Lines.Add(line);
            if (line.Split('\t') is var parts && parts[0] == kind)
            {
                return parts;
            }
        }

        throw new InvalidOperationException($"The host ended without '{kind}': {string.Join('\n', Lines)}");
    }

    internal async Task StopAsync()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    internal Task ExitAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>SIGKILL: it can tidy up nothing.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
