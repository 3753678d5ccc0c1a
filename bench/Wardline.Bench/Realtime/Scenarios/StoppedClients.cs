using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <param name="P99">Of the clients that go on, in milliseconds from when a broadcast was due.</param>
/// <param name="PeakMiB">The most resident memory that the server ever had.</param>
/// <param name="ClosedAfter">Seconds until the server had let go of all that were stopped; NaN where none was.</param>
internal sealed record StoppedClientsResult(double P50, double P99, long Lost, double PeakMiB, double ClosedAfter);

/// <summary>1,000 clients in a room, and broadcasts at a steady rate. 50 of them are a process that is stopped, as a
/// laptop that is shut: its kernel still takes bytes, nobody reads them.</summary>
internal sealed class StoppedClients : ClientEvents
{
    private const int Going = 950;
    private const int Stopping = 50;
    private const int BroadcastsPerSecond = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly string Text = new('x', 64);

    private readonly EventLoop _loop;
    private readonly long _start = Stopwatch.GetTimestamp();
    private Client? _broadcaster;
    private Delays? _recording;
    private long _sent;
    private long _delivered;
    private int _joined;

    private StoppedClients(EventLoop loop) => _loop = loop;

    public static async Task<StoppedClientsResult> MeasureAsync(ServerProcess server, RealtimePlan plan, bool stop, CancellationToken ct)
    {
        using var loop = new EventLoop();
        var clients = new StoppedClients(loop);
        for (var number = 0; number <= Going; number++)
        {
            Client.Open(loop, clients, server.Port, tls: false, number);
            loop.PollUntil(() => loop.Opening < 32, Patience, ct);
        }

        loop.PollUntil(() => clients._joined == Going && clients._broadcaster is not null, Patience, ct);
        await using var stopping = await StoppedClientsProcess.StartAsync(server.Port, Stopping, ct);
        clients.Broadcast(plan.WarmUp, ct);
        clients.Drain(ct);

        clients._recording = new Delays();
        var stopped = Stopwatch.GetTimestamp();
        if (stop)
        {
            stopping.Stop();
        }

        clients.Broadcast(plan.OpenLoop, ct);
        clients.Drain(ct);
        var delays = clients._recording;
        clients._recording = null;
        var closedAfter = double.NaN;
        while (stop && double.IsNaN(closedAfter))
        {
            clients.Broadcast(TimeSpan.FromSeconds(0.5), ct);
            var sockets = (await server.StatsAsync(ct)).Sockets;
            var took = Stopwatch.GetElapsedTime(stopped);
            closedAfter = sockets == Going + 1 ? took.TotalSeconds : took > Patience ? double.PositiveInfinity : double.NaN;
        }

        clients.Drain(ct);
        return new(delays.Percentile(0.5), delays.Percentile(0.99), (clients._sent * Going) - clients._delivered, server.PeakMiB, closedAfter);
    }

    public override void Connected(Client client)
    {
        if (client.Number < Going)
        {
            client.Send("420[\"join\",\"room\"]"u8);
        }
        else
        {
            _broadcaster = client;
        }
    }

    public override void Message(Client client, ReadOnlySpan<byte> message, long at)
    {
        var news = "42[\"news\",{\"t\":"u8;
        if (message.StartsWith(news))
        {
            _delivered++;
            if (_recording is { } delays && Utf8Parser.TryParse(message[news.Length..], out long due, out _))
            {
                delays.Add(_start + due, at);
            }
        }
        else if (client.Number < Going)
        {
            _joined++;
        }
    }

    private void Broadcast(TimeSpan time, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var count = (long)(BroadcastsPerSecond * time.TotalSeconds);
        for (long sent = 0; sent < count;)
        {
            ct.ThrowIfCancellationRequested();
            var due = start + (sent * Stopwatch.Frequency / BroadcastsPerSecond);
            if (Stopwatch.GetTimestamp() >= due)
            {
                _broadcaster!.Send(Encoding.UTF8.GetBytes($"420[\"broadcast\",{{\"t\":{due - _start},\"n\":{_sent},\"text\":\"{Text}\"}}]"));
                _sent++;
                sent++;
            }

            _loop.Poll(0);
        }
    }

    private void Drain(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (_delivered < _sent * Going && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5))
        {
            ct.ThrowIfCancellationRequested();
            _loop.Poll(10);
        }
    }
}
