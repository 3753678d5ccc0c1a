using System.Diagnostics;
using System.Text.Json;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>A server under measurement, pinned to its core. It ends when its standard input is closed, so also when this program dies.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Port { get; private init; }

    public int Id => _process.Id;

    public double CpuSeconds => ProcessUsage.CpuSeconds(_process.Id);

    public double PeakMiB => ProcessUsage.PeakMiB(_process.Id);

    public ResidentMemory Memory => ProcessUsage.Memory(_process.Id);

    public static async Task<ServerProcess> StartAsync(ServerKind kind, int? core, TestCertificate? certificate, CancellationToken ct)
    {
        var process = Process.Start(kind.StartInfo(core, certificate))!;
        var reply = await ReadAsync(process, ct);
        return new(process) { Port = reply.Port };
    }

    /// <summary>A full collection that compacts, as far as the runtime can.</summary>
    public Task<Reply> CollectAsync(CancellationToken ct) => AskAsync("collect", ct);

    public Task<Reply> StatsAsync(CancellationToken ct) => AskAsync("stats", ct);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<Reply> AskAsync(string command, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync(ct);
        return await ReadAsync(_process, ct);
    }

    private static async Task<Reply> ReadAsync(Process process, CancellationToken ct)
    {
        var line = await process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct)
            ?? throw new InvalidOperationException("The server under measurement ended by itself.");
        return JsonSerializer.Deserialize(line, RealtimeJson.Default.Reply)!;
    }
}
