using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wardline.StandIns.TinyLlm;

/// <summary>
/// A real llama.cpp with a model of random weights behind <c>/v1</c>, as a process that a test may kill: tests/tiny-llm.
/// Ask <see cref="WhyNot"/> first and skip the test when it says something.
/// </summary>
public sealed class TinyLlmServer : IAsyncDisposable
{
    /// <summary>Long enough for a busy machine; a start takes about a second.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly HttpClient _http = new();

    private TinyLlmServer(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot => TinyLlmFiles.WhyNot;

    /// <summary>E.g. <c>http://127.0.0.1:43210/</c>; the OpenAI side is below <c>v1/</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The model's id.</summary>
    public string Model { get; private set; } = "";

    /// <summary>Tokens of prompt and answer together.</summary>
    public int ContextTokens { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <param name="dieAfterTokens">It kills itself when it has made so many tokens of an answer; 0: never.</param>
    /// <param name="pace">A pause after each token, in whole milliseconds.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has what it said.</exception>
    public static async Task<TinyLlmServer> StartAsync(
        int dieAfterTokens = 0, TimeSpan pace = default, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = TinyLlmFiles.Folder!,
            UseShellExecute = false,
            RedirectStandardInput = true,       // it ends when this does, even if we are killed
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "server.mjs", "--port", "0", "--with-parent",
                "--die-after", dieAfterTokens.ToString(CultureInfo.InvariantCulture),
                "--pace", ((long)pace.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            },
        };
        var server = new TinyLlmServer(Process.Start(start)!);
        try
        {
            await server.ListenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it is doing and has done.</summary>
    public async Task<TinyLlmHealth> HealthAsync(CancellationToken cancellationToken)
    {
        var health = await _http.GetFromJsonAsync<JsonElement>(new Uri(Endpoint, "health"), cancellationToken);
        return new TinyLlmHealth(
            health.GetProperty("running").GetInt32(), health.GetProperty("generated").GetInt64(), health.GetProperty("abandoned").GetInt32());
    }

    /// <summary>SIGKILL, in the midst of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Completes when the process is gone.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync().WaitAsync(s_patience);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_patience, cancellationToken);
        if (line is null)
        {
            await ExitAsync();
            lock (_errors)
            {
                throw new InvalidOperationException($"tiny-llm did not start:\n{_errors}");
            }
        }

        var said = JsonElement.Parse(line);
        Endpoint = new Uri($"http://127.0.0.1:{said.GetProperty("port").GetInt32().ToString(CultureInfo.InvariantCulture)}/");
        Model = said.GetProperty("model").GetString()!;
        ContextTokens = said.GetProperty("context").GetInt32();
    }
}

/// <param name="Running">Answers being made now.</param>
/// <param name="Generated">Tokens made since the start.</param>
/// <param name="Abandoned">Answers whose client went away before their end.</param>
public sealed record TinyLlmHealth(int Running, long Generated, int Abandoned);
