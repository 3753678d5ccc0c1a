using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
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
    private bool _killed;

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

    /// <summary>Environment variables of the next start.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static WardProcess Create(params string[] arguments) =>
        new(Directory.CreateTempSubdirectory("wardline-process-").FullName, arguments);

    public string Scheme { get; private set; } = "http";

    /// <param name="authority">Trusted as the issuer of the server's certificate; the server is then asked over HTTPS.</param>
    public async Task StartAsync(X509Certificate2? authority = null)
    {
        Launch();
        Scheme = authority is null ? "http" : "https";
        using var handler = new SocketsHttpHandler();
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        using var http = new HttpClient(handler);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"{Scheme}://localhost:{Port}/health/ready");
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
        _process.WaitForExit();         // the last lines it said are read after its end
        return _process.ExitCode;
    }

    /// <summary>Another start on the same data folder, to its end.</summary>
    public async Task<(int ExitCode, string Said)> RunBesideAsync(params string[] arguments)
    {
        var beside = new WardProcess(_folder, arguments);
        var exitCode = await beside.RunAsync();
        beside._process!.Dispose();
        return (exitCode, beside.Said);
    }

    /// <summary>SIGKILL: no drain, no goodbye.</summary>
    public async Task KillAsync()
    {
        _killed = true;
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

    /// <summary>SIGTERM, as a service manager sends it: the server drains and stops its PostgreSQL.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process!.Id.ToString()]);
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
        else if (_killed)
        {
            // Its PostgreSQL lives on by design. A clean start and stop ends it.
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
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Wardline.Server.dll"), "--data", Data, .. Named("--port") ? [] : (string[])["--port", Port.ToString()], .. _arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private bool Named(string option) => _arguments.Contains(option);

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
