using System.Diagnostics;
using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

internal sealed record ConnectionRateResult(double PerSecond, double PerCpuSecond);

/// <summary>Connections that open, enter the namespace and close again, 32 at a time.</summary>
internal sealed class ConnectionRate : ClientEvents
{
    private const int AtOnce = 32;
    private int _open;
    private int _done;

    public static ConnectionRateResult Measure(ServerProcess server, RealtimePlan plan, CancellationToken ct)
    {
        using var loop = new EventLoop();
        var rate = new ConnectionRate();
        rate.Run(loop, server.Port, plan.WarmUp, ct);
        var (cpu, done, started) = (server.CpuSeconds, rate._done, Stopwatch.GetTimestamp());
        rate.Run(loop, server.Port, plan.Connections, ct);
        cpu = server.CpuSeconds - cpu;
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        done = rate._done - done;
        loop.PollUntil(() => rate._open == 0, TimeSpan.FromSeconds(10), ct);
        return new(done / took, done / cpu);
    }

    public override void Connected(Client client) => client.Close();

    public override void Closed(Client client)
    {
        _open--;
        _done++;
    }

    private void Run(EventLoop loop, int port, TimeSpan time, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        for (var number = _done; Stopwatch.GetElapsedTime(started) < time;)
        {
            ct.ThrowIfCancellationRequested();
            while (_open < AtOnce)
            {
                Client.Open(loop, this, port, tls: false, number++);
                _open++;
            }

            loop.Poll(10);
        }
    }
}
