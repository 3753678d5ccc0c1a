using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Wardline.Bench.Realtime.Load;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>Clients in a process of their own, which can be stopped as a whole. It ends with its standard input.</summary>
internal sealed partial class StoppedClientsProcess : IAsyncDisposable
{
    private const int StopSignal = 19;
    private const string Ready = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private StoppedClientsProcess(Process process) => _process = process;

    public static async Task<StoppedClientsProcess> StartAsync(int port, int count, CancellationToken ct)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Wardline.Bench.dll"), "realtime-clients", port.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)];
        var process = new StoppedClientsProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!);
        try
        {
            var line = await process._process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct);
            return line == Ready ? process : throw new InvalidOperationException($"The clients to be stopped did not come: {line}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the child runs.</summary>
    public static async Task<int> RunAsync(int port, int count, CancellationToken ct)
    {
        using var loop = new EventLoop();
        var joined = new JoinedClients();
        for (var number = 0; number < count; number++)
        {
            Client.Open(loop, joined, port, tls: false, number);
        }

        loop.PollUntil(() => joined.Count == count, Patience, ct);
        Console.Out.WriteLine(Ready);
        var end = Console.In.ReadToEndAsync(ct);
        while (!end.IsCompleted)
        {
            loop.Poll(10);
        }

        await end;
        return 0;
    }

    public void Stop() => _ = Kill(_process.Id, StopSignal);

    public ValueTask DisposeAsync()
    {
        // A stopped process hears of nothing else.
        _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private sealed class JoinedClients : ClientEvents
    {
        public int Count { get; private set; }

        public override void Connected(Client client) => client.Send("420[\"join\",\"room\"]"u8);

        public override void Message(Client client, ReadOnlySpan<byte> message, long at)
        {
            if (message.StartsWith("43"u8))
            {
                Count++;
            }
        }
    }
}
