using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Npgsql;
using Wardline.Server.Demo;
using Wardline.Server.Startup;

namespace Wardline.Bench.Messaging;

/// <summary>
/// The whole path over sockets: 200 connected users of one department's room, 50 messages a second between them,
/// from send to acknowledgement (transaction, feed, audit, fsync). Everyone hears every message.
/// </summary>
internal static class SocketBench
{
    private const int Users = 200;
    private const int Rate = 50;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static ListenAddress AnyPort { get; } = new(Https: false, "127.0.0.1", IPAddress.Loopback, 0);

    public static async Task<List<BenchRow>> RunAsync(string connectionString, int rounds, Action<string> say)
    {
        await using var app = WardlineApp.Create(new AppSettings([AnyPort], () => connectionString, Demo: true, Configure: builder => builder.Logging.ClearProviders()));
        await app.StartAsync();
        var p50 = new List<double>();
        var p99 = new List<double>();
        var delivery = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            say(round == 0 ? "connecting 200 users, warming up" : $"send to acknowledgement, round {round} of {rounds}");
            var (acks, deliveries) = await RoundAsync(app.Urls.First(), connectionString);
            if (round > 0)
            {
                p50.Add(acks.Percentile(0.5));
                p99.Add(acks.Percentile(0.99));
                delivery.Add(deliveries.Percentile(0.99));
            }
        }

        await app.StopAsync();
        return
        [
            new BenchRow("messaging", "send_ack_p50_ms", "ms", Math.Round(Latencies.Median(p50), 2)),
            new BenchRow("messaging", "send_ack_p99_ms", "ms", Math.Round(Latencies.Median(p99), 2)),
            new BenchRow("messaging", "send_seen_p99_ms", "ms", Math.Round(Latencies.Median(delivery), 2)),
        ];
    }

    private static async Task<(Latencies Acks, Latencies Deliveries)> RoundAsync(string url, string connectionString)
    {
        var room = await RoomAsync(connectionString);
        var tokens = await TokensAsync(url);
        var acks = new Latencies();
        var deliveries = new Latencies();
        var users = await Task.WhenAll(Enumerable.Range(0, Users).Select(user => BenchSocket.ConnectAsync(url, tokens[user % tokens.Length], acks, deliveries)));
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rate * Duration.TotalSeconds; i++)
        {
            var due = started + (i * Stopwatch.Frequency / Rate);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            await users[i % Users].SendAsync(room, due);
        }

        await Task.Delay(1000);
        var expected = (int)(Rate * Duration.TotalSeconds);
        if (acks.Count != expected || deliveries.Count != expected * (Users - 1))
        {
            throw new InvalidOperationException($"{acks.Count} of {expected} acknowledged, {deliveries.Count} of {expected * (Users - 1)} delivered.");
        }

        foreach (var user in users)
        {
            await user.DisposeAsync();
        }

        return (acks, deliveries);
    }

    private static async Task<string[]> TokensAsync(string url)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        var tokens = new List<string>();
        foreach (var account in DemoAccounts.All.Where(account => account.Departments.Contains("cardiology")))
        {
            using var answer = await http.PostAsJsonAsync("/api/auth/login", new { user_name = account.UserName, password = account.Password });
            answer.EnsureSuccessStatusCode();
            tokens.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!);
        }

        return [.. tokens];
    }

    private static async Task<Guid> RoomAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var query = database.CreateCommand("select id from conversation where kind = 'department' and department_id = 'cardiology'");
        return (Guid)(await query.ExecuteScalarAsync())!;
    }
}

/// <summary>A connection as lean as the protocol allows, so that the generator measures the server and not itself.</summary>
internal sealed class BenchSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Latencies _acks;
    private readonly Latencies _deliveries;
    private readonly Dictionary<int, long> _sent = [];
    private Task _reading = Task.CompletedTask;
    private int _next;

    private BenchSocket(Latencies acks, Latencies deliveries) => (_acks, _deliveries) = (acks, deliveries);

    public static async Task<BenchSocket> ConnectAsync(string url, string token, Latencies acks, Latencies deliveries)
    {
        var client = new BenchSocket(acks, deliveries);
        await client._socket.ConnectAsync(new Uri($"{url.Replace("http", "ws")}/api/socket/?EIO=4&transport=websocket"), CancellationToken.None);
        await client.WriteAsync($$"""40{"token":"{{token}}","device_id":"{{Guid.NewGuid():N}}"}""");
        var entered = new TaskCompletionSource();
        client._reading = client.ReadAsync(entered);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return client;
    }

    // The due time travels in the text, so that every receiver can tell how late it is.
    public async Task SendAsync(Guid room, long due)
    {
        var id = _next++;
        lock (_sent)
        {
            _sent[id] = due;
        }

        await WriteAsync($$"""42{{id}}["send_message",{"client_id":"{{Guid.CreateVersion7()}}","conversation_id":"{{room}}","content":"t{{due}} Potassium 4.1, creatinine stable."}]""");
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
    }

    private Task WriteAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync(TaskCompletionSource entered)
    {
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var text = buffer.AsSpan(0, length);
            if (text.StartsWith("43"u8))
            {
                Acknowledged(Encoding.UTF8.GetString(text));
            }
            else if (text.StartsWith("42[\"new_message\""u8))
            {
                var at = text.IndexOf("\"content\":\"t"u8) + "\"content\":\"t".Length;
                _deliveries.Since(long.Parse(text.Slice(at, text[at..].IndexOf((byte)' ')), CultureInfo.InvariantCulture));
            }
            else if (text.StartsWith("40"u8))
            {
                entered.TrySetResult();
            }
            else if (text.StartsWith("44"u8))
            {
                entered.TrySetException(new InvalidOperationException(Encoding.UTF8.GetString(text)));
            }
            else if (text.SequenceEqual("2"u8))
            {
                await WriteAsync("3");
            }
        }
    }

    private void Acknowledged(string text)
    {
        if (!text.Contains("\"ok\":true"))
        {
            throw new InvalidOperationException(text);
        }

        long due;
        lock (_sent)
        {
            due = _sent[int.Parse(text.AsSpan(2, text.IndexOf('[') - 2), CultureInfo.InvariantCulture)];
        }

        _acks.Since(due);
    }
}
