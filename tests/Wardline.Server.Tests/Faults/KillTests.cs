using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.Harness;

namespace Wardline.Server.Tests.Faults;

/// <summary>
/// The server process is killed with SIGKILL while clients write. Clients resend with the same id until they are
/// answered. Afterwards every message is there once, at the position that was acknowledged.
/// </summary>
public sealed class KillTests
{
    private const int Writers = 4;

    [Fact]
    [Trait("Category", "Slow")]
    public Task Nothing_is_lost_or_doubled_when_the_server_is_killed_while_people_write() => RunAsync(kills: 3);

    [Fact]
    [Trait("Category", "Faults")]
    public Task Nothing_is_lost_or_doubled_over_many_kills() => RunAsync(kills: 30);

    private static async Task RunAsync(int kills)
    {
        await using var ward = WardProcess.Create();
        ward.Settings["Wardline__Realtime__MessageBurst"] = "100000";       // one person writes for all of them here
        ward.Settings["Wardline__Realtime__FrameBurst"] = "100000";
        await ward.StartAsync();
        var token = await ward.TokenAsync("dr.santos.cardio");
        var room = await RoomAsync(ward, token);
        var before = (await HistoryAsync(ward, token, room, 0))[^1].Position;
        var ledger = new ConcurrentDictionary<Guid, long>();
        var inFlight = 0;
        var hits = 0;

        using (var stop = new CancellationTokenSource())
        {
            var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, stop.Token))).ToArray();
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(700);
                hits += Volatile.Read(ref inFlight) > 0 ? 1 : 0;
                await ward.KillAsync();
                await ward.StartAsync();
            }

            await Task.Delay(500);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        Assert.True(hits >= kills * 0.9, $"Only {hits} of {kills} kills hit a write in flight.");
        var stored = await HistoryAsync(ward, token, room, ledger.Count);
        Assert.All(ledger, sent => Assert.Equal(sent.Value, Assert.Single(stored, message => message.ClientId == sent.Key).Position));
        Assert.Equal(ledger.Count, stored.Count(message => message.Position > before));
        Assert.Equal(stored.Select(message => message.Position), stored.Select((_, i) => stored[0].Position + i));

        // Each writer goes on with the same message until it is acknowledged, over as many connections as that takes.
        async Task WriteAsync(int writer, CancellationToken stopping)
        {
            WireClient? wire = null;
            while (!stopping.IsCancellationRequested)
            {
                var clientId = Guid.CreateVersion7();
                while (!ledger.ContainsKey(clientId))
                {
                    var waiting = false;
                    try
                    {
                        wire ??= await WireClient.ConnectAsync(ward.Url, token, $"writer{writer}");
                        waiting = true;
                        Interlocked.Increment(ref inFlight);
                        var ack = await wire.CallAsync($$"""["send_message",{"client_id":"{{clientId}}","conversation_id":"{{room}}","content":"{{writer}} says {{clientId}}"}]""");
                        using var body = JsonDocument.Parse(ack[ack.IndexOf('[')..]);
                        if (body.RootElement[0].GetProperty("ok").GetBoolean())
                        {
                            Assert.True(ledger.TryAdd(clientId, body.RootElement[0].GetProperty("position").GetInt64()));
                        }
                        else
                        {
                            Assert.True(body.RootElement[0].GetProperty("retryable").GetBoolean(), ack);
                        }
                    }
                    catch (Exception error) when (error is System.Net.WebSockets.WebSocketException or OperationCanceledException or InvalidOperationException)
                    {
                        wire = null;
                        await Task.Delay(50, CancellationToken.None);
                    }
                    finally
                    {
                        Interlocked.Add(ref inFlight, waiting ? -1 : 0);
                    }
                }
            }
        }
    }

    private static async Task<Guid> RoomAsync(WardProcess ward, string token)
    {
        using var http = Client(ward, token);
        var list = await http.GetFromJsonAsync<JsonElement>("/api/conversations");
        return list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "department").GetProperty("id").GetGuid();
    }

    private static async Task<(Guid ClientId, long Position)[]> HistoryAsync(WardProcess ward, string token, Guid room, int atLeast)
    {
        using var http = Client(ward, token);
        var messages = new List<(Guid, long)>();
        for (long? before = null; messages.Count <= atLeast + 400;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/conversations/{room}/messages?limit=1000{(before is null ? "" : $"&before={before}")}");
            messages.InsertRange(0, page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("client_id").GetGuid(), item.GetProperty("position").GetInt64())));
            if (!page.TryGetProperty("next", out var next))
            {
                break;
            }

            before = next.GetInt64();
        }

        return [.. messages];
    }

    private static HttpClient Client(WardProcess ward, string token) => new()
    {
        BaseAddress = new Uri(ward.Url),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };
}
