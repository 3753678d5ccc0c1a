using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Wardline.Server.Demo;

namespace Wardline.Harness;

/// <summary>The server as people start it: a process of its own on its own data folder, which a test may kill.</summary>
public sealed class WardProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string[] _arguments;
    private readonly StringBuilder _said = new();
    private Process? _process;

    private WardProcess(string folder, string[] arguments)
    {
        _folder = folder;
        _arguments = arguments;
        Port = FreePort();
    }

    public int Port { get; }

    public string Url => $"http://localhost:{Port}";

    public string Data => Path.Combine(_folder, "data");

    /// <summary>Standard output and error so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static WardProcess Create(params string[] arguments) =>
        new(Directory.CreateTempSubdirectory("wardline-process-").FullName, arguments);

    public async Task StartAsync()
    {
        Launch();
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"{Url}/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (_process!.HasExited || Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"The server did not start. It said:\n{Said}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Runs to its end and gives the exit code.</summary>
    public async Task<int> RunAsync()
    {
        Launch();
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no drain, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<string> TokenAsync(string userName)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        var account = DemoAccounts.All.Single(account => account.UserName == userName);
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { user_name = userName, password = account.Password });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>SIGINT, as Ctrl-C: the server drains and stops its PostgreSQL.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-INT", _process!.Id.ToString()]);
        await signal.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await StopAsync();
        }
        else if (Directory.Exists(Path.Combine(Data, "postgres")))
        {
            // Killed: its PostgreSQL lives on by design. A clean start and stop ends it.
            await StartAsync();
            await StopAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Launch()
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Wardline.Server.dll"), "--data", Data, "--port", Port.ToString(), .. _arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
