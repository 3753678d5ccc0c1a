using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Wardline.SocketIO.Fuzz.Attacks;

namespace Wardline.SocketIO.Fuzz;

/// <summary>Attacks a server in this process with clients made up by chance, and compares each of its reactions with a model's.</summary>
public sealed class FuzzRun : IAsyncDisposable
{
    private const int MostFailures = 10;

    /// <summary>Pools fill up at first, and are not of the same size every time.</summary>
    private const long MemoryAllowance = 48 << 20;

    private readonly FuzzPlan _plan;
    private readonly FuzzServer _server;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, int> _outcomes = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private long _frames;

    private FuzzRun(FuzzPlan plan, FuzzServer server)
    {
        _plan = plan;
        _server = server;
        _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestVersion = HttpVersion.Version11;
    }

    /// <summary>Runs the plan. What the server did wrong is in the report.</summary>
    public static async Task<FuzzReport> RunAsync(FuzzPlan plan, Action<string>? progress = null, CancellationToken ct = default)
    {
        await using var run = new FuzzRun(plan, await FuzzServer.StartAsync(ct));
        return await run.ReportAsync(progress, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<FuzzReport> ReportAsync(Action<string>? progress, CancellationToken ct)
    {
        int step = _plan.Step ?? 0;
        int first = step;
        long memoryAtFirst = 0;
        long memory = 0;
        await using var witness = await Witness.ComeAsync(_server.Port, ct);
        do
        {
            int end = _plan.Step is null ? step + _plan.Batch : step + 1;
            await Parallel.ForAsync(step, end, new ParallelOptions { MaxDegreeOfParallelism = _plan.Attackers, CancellationToken = ct }, StepAsync);
            step = end;
            await UntilAloneAsync(step, ct);
            memory = Memory();
            memoryAtFirst = memoryAtFirst == 0 ? memory : memoryAtFirst;
            progress?.Invoke($"{_frames} frames, {step - first} clients, {memory >> 20} MiB, {_failures.Count} failures");
        }
        while (_plan.Step is null && _frames < _plan.Frames && _failures.Count < MostFailures && witness.Complaint is null);

        Expect(memory - memoryAtFirst <= MemoryAllowance, $"managed memory grew from {memoryAtFirst >> 20} to {memory >> 20} MiB");
        Expect(witness.Complaint is null, $"the witness: {witness.Complaint}");
        foreach (var line in _server.Log.Unexpected)
        {
            Expect(false, $"logged: {line}");
        }
        return new(_frames, step - first, _outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal).ToDictionary(), [.. _failures], memoryAtFirst, memory, witness.Asked, witness.Longest);
    }

    private async ValueTask StepAsync(int step, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_plan.Patience);
        // A seed of its own for each step, whatever runs beside it.
        var random = new Random(HashOf(_plan.Seed, step));
        int kind = random.Next(100);
        try
        {
            var done = await (kind switch
            {
                < 60 => SocketAttack.SocketIOAsync(_server.Port, random, patience.Token),
                < 72 => SocketAttack.PlainAsync(_server.Port, random, patience.Token),
                < 80 => PollingAttack.RunAsync(_http, _server.Port, random, patience.Token),
                < 88 => UpgradeAttack.RunAsync(_http, _server.Port, random, patience.Token),
                < 94 => EchoSequence.RunAsync(_http, _server.Port, random, patience.Token),
                _ => QueryAttack.RunAsync(_server.Port, random, patience.Token),
            });
            Interlocked.Add(ref _frames, done.Frames);
            _outcomes.AddOrUpdate(done.Outcome, 1, static (_, count) => count + 1);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Fail(step, $"hangs ({kind})");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(step, $"({kind}) {(error is DisagreementException ? error.Message : error)}");
        }
    }

    /// Every attacker is gone; only the witness is there.
    private async Task UntilAloneAsync(int step, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        while (_server.Connections != 1)
        {
            if (Stopwatch.GetElapsedTime(start) > _plan.Patience)
            {
                Fail(step, $"{_server.Connections - 1} connections stay behind");
                return;
            }
            await Task.Delay(10, ct);
        }
    }

    private void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            _failures.Enqueue($"seed {_plan.Seed}: {otherwise}");
        }
    }

    private void Fail(int step, string what) => _failures.Enqueue($"seed {_plan.Seed}, step {step}: {what}");

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// Stable, unlike HashCode.
    private static int HashOf(int seed, int step)
    {
        uint hash = (uint)seed * 0x9E3779B1 ^ (uint)step * 0x85EBCA77;
        hash ^= hash >> 15;
        return (int)(hash * 0xC2B2AE3D >> 1);
    }
}
