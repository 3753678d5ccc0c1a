using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Harness;
using Wardline.Server.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Server.Tests.Realtime.Limits;

/// <summary>The limits as a Socket.IO client meets them.</summary>
public sealed class SocketLimitsTests(DemoPostgres postgres)
{
    private const string Santos = "dr.santos.cardio";
    private const string Handshake = "/api/socket/?EIO=4&transport=websocket";
    private readonly ShiftedTime _time = new();

    [Fact]
    public async Task A_message_above_the_rate_is_refused_with_a_time_after_which_it_passes()
    {
        await using var server = await StartAsync(("MessageBurst", 2), ("MessagesPerSecond", 0.1));
        var room = await RoomAsync(server);
        await using var santos = await ChatClient.ConnectAsync(server.Url, new { token = await server.TokenAsync(Santos) });
        await santos.SendAsync(room, "One.");
        await santos.SendAsync(room, "Two.");
        var clientId = Guid.CreateVersion7();

        var refused = await santos.SendAsync(room, "Three.", clientId);

        Assert.Equal("rate_limited", refused.GetProperty("code").GetString());
        Assert.True(refused.GetProperty("retryable").GetBoolean());
        _time.Advance(TimeSpan.FromMilliseconds(refused.GetProperty("retry_after_ms").GetInt64()));
        Assert.True((await santos.SendAsync(room, "Three.", clientId)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Another_connection_of_the_same_person_shares_the_rate()
    {
        await using var server = await StartAsync(("MessageBurst", 1), ("MessagesPerSecond", 0.1));
        var room = await RoomAsync(server);
        await using var phone = await ChatClient.ConnectAsync(server.Url, new { token = await server.TokenAsync(Santos), device_id = "phone" });
        await using var desk = await ChatClient.ConnectAsync(server.Url, new { token = await server.TokenAsync(Santos), device_id = "desk" });
        await using var almeida = await ChatClient.ConnectAsync(server.Url, new { token = await server.TokenAsync("dr.almeida.cardio") });

        Assert.True((await phone.SendAsync(room, "One.")).GetProperty("ok").GetBoolean());

        Assert.Equal("rate_limited", (await desk.SendAsync(room, "Two.")).GetProperty("code").GetString());
        Assert.True((await almeida.SendAsync(room, "Mine.")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task One_connection_too_many_of_a_person_is_refused_until_another_is_closed()
    {
        await using var server = await StartAsync(("MaxConnectionsPerUser", 1));
        var auth = JsonSerializer.Serialize(new { token = await server.TokenAsync(Santos) });
        await using var second = await WireClient.OpenAsync(server.Url);
        await using (var first = await WireClient.OpenAsync(server.Url))
        {
            await first.EnterAsync(auth);
            using var refusal = JsonDocument.Parse((await second.EnterAsync(auth))[2..]);
            var data = refusal.RootElement.GetProperty("data");
            Assert.Equal("too_many_connections", data.GetProperty("code").GetString());
            Assert.True(data.GetProperty("retry_after_ms").GetInt64() > 0);
        }

        await Eventually.TrueAsync(async () => (await second.EnterAsync(auth)).StartsWith("40", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Above_the_connections_of_the_server_and_of_an_address_the_handshake_is_answered_503()
    {
        await using var full = await StartAsync(("MaxConnections", 1));
        await using var narrow = await StartAsync(("MaxConnectionsPerAddress", 1));
        foreach (var server in (WardServer[])[full, narrow])
        {
            await using var only = await WireClient.OpenAsync(server.Url);

            using var answer = await UpgradeAsync(server);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task A_client_that_polls_keeps_its_place_between_two_polls_and_gives_it_back()
    {
        await using var server = await StartAsync(("MaxConnectionsPerAddress", 1));
        using var http = server.Anonymous();
        var opened = await http.GetStringAsync("/api/socket/?EIO=4&transport=polling");
        var sid = JsonDocument.Parse(opened.AsMemory(1)).RootElement.GetProperty("sid").GetString();

        using var refused = await http.GetAsync("/api/socket/?EIO=4&transport=polling");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var closed = await http.PostAsync($"/api/socket/?EIO=4&transport=polling&sid={sid}", new StringContent("1"));

        await Eventually.TrueAsync(
            async () =>
            {
                using var again = await http.GetAsync("/api/socket/?EIO=4&transport=polling");
                return again.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_address_that_opens_connections_too_fast_is_answered_429_until_it_waits()
    {
        await using var server = await StartAsync(("HandshakeBurst", 2), ("HandshakesPerSecond", 0.1));
        await (await WireClient.OpenAsync(server.Url)).DisposeAsync();
        await (await WireClient.OpenAsync(server.Url)).DisposeAsync();

        using var answer = await UpgradeAsync(server);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        _time.Advance(answer.Headers.RetryAfter!.Delta!.Value);
        await (await WireClient.OpenAsync(server.Url)).DisposeAsync();
    }

    [Fact]
    public async Task Who_floods_is_refused_and_then_cut_off_while_others_go_on()
    {
        await using var server = await StartAsync(("FrameBurst", 10), ("FramesPerSecond", 1));
        await using var flood = await WireClient.ConnectAsync(server.Url, await server.TokenAsync(Santos));
        await using var calm = await WireClient.ConnectAsync(server.Url, await server.TokenAsync("dr.almeida.cardio"));

        var refused = 0;
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                refused += (await flood.CallAsync("""["extend_session",{}]""")).Contains("rate_limited", StringComparison.Ordinal) ? 1 : 0;
            }
        });

        Assert.InRange(refused, 40, 60);
        Assert.Contains("\"ok\":true", await calm.CallAsync("""["extend_session",{}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_out_of_range_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => StartAsync(("MaxConnectionsPerUser", 0), ("FrameBurst", -1)));

        Assert.Equal(2, refused.Failures.Count());
    }

    private Task<WardServer> StartAsync(params (string Name, double Value)[] limits) => WardServer.StartAsync(postgres, builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Configuration.AddInMemoryCollection(limits.ToDictionary(
            limit => $"Wardline:Realtime:{limit.Name}", string? (limit) => limit.Value.ToString(CultureInfo.InvariantCulture)));
    });

    private static async Task<HttpResponseMessage> UpgradeAsync(WardServer server)
    {
        using var http = server.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, Handshake);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<Guid> RoomAsync(WardServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var query = source.CreateCommand("select id from conversation where kind = 'department' and department_id = 'cardiology'");
        return (Guid)(await query.ExecuteScalarAsync())!;
    }
}
