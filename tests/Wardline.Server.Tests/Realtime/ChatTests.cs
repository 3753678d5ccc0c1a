using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Wardline.Harness;
using Wardline.Testing;

namespace Wardline.Server.Tests.Realtime;

public sealed class ChatTests(DemoPostgres postgres) : IAsyncLifetime
{
    private const string Santos = "dr.santos.cardio";
    private const string Almeida = "dr.almeida.cardio";
    private const string Ferreira = "dr.ferreira.emerg";
    private WardServer? _server;
    private Guid _room;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await WardServer.StartAsync(postgres, builder =>
        {
            builder.Configuration["Wardline:Realtime:MessageBurst"] = "1000";      // long histories are written here
            builder.Configuration["Wardline:Realtime:FrameBurst"] = "1000";
        });
        _room = await RoomAsync("cardiology");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_message_is_acknowledged_and_heard_by_the_others_at_its_position()
    {
        await using var santos = await ConnectAsync(Santos);
        await using var almeida = await ConnectAsync(Almeida);
        await using var ferreira = await ConnectAsync(Ferreira);

        var ack = await santos.SendAsync(_room, "Cath lab is free from ten.");

        Assert.True(ack.GetProperty("ok").GetBoolean());
        var position = ack.GetProperty("position").GetInt64();
        var change = await almeida.HearAsync("change", body => body.GetProperty("position").GetInt64() == position);
        Assert.Equal($"conversation:{_room}", change.GetProperty("stream").GetString());
        Assert.Equal("message", change.GetProperty("kind").GetString());
        Assert.Equal("Cath lab is free from ten.", change.GetProperty("data").GetProperty("content").GetString());
        var named = await almeida.HearAsync("new_message", body => body.GetProperty("position").GetInt64() == position);
        Assert.Equal(ack.GetProperty("id").GetString(), named.GetProperty("id").GetString());
        Assert.Equal(ack.GetProperty("created_at").GetString(), named.GetProperty("created_at").GetString());
        await santos.HearAsync("change", body => body.GetProperty("position").GetInt64() == position);
        Assert.Empty(santos.All("new_message"));
        Assert.DoesNotContain(ferreira.All("change"), body => body.GetProperty("stream").GetString() == $"conversation:{_room}");
    }

    [Fact]
    public async Task A_resent_message_is_there_once_and_a_reused_id_is_refused()
    {
        await using var santos = await ConnectAsync(Santos);
        var clientId = Guid.CreateVersion7();

        var first = await santos.SendAsync(_room, "Once.", clientId);
        var again = await santos.SendAsync(_room, "Once.", clientId);
        var other = await santos.SendAsync(_room, "Twice.", clientId);

        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal("client_id_reused", Code(other));
        Assert.Single(await HistoryAsync(Santos), message => message.GetProperty("client_id").GetGuid() == clientId);
    }

    [Fact]
    public async Task What_was_missed_follows_the_acknowledgement_of_sync_in_order()
    {
        await using var almeida = await ConnectAsync(Almeida);
        var last = 0L;
        for (var i = 0; i < 30; i++)
        {
            last = (await almeida.SendAsync(_room, $"Message {i}")).GetProperty("position").GetInt64();
        }

        await using var santos = await ConnectAsync(Santos);
        var stream = $"conversation:{_room}";
        var ack = await santos.CallAsync("sync", new { streams = new Dictionary<string, long> { [stream] = last - 30 }, device_id = "phone" });
        await santos.HearAsync("change", body => body.GetProperty("position").GetInt64() == last);

        var synced = ack.GetProperty("streams").GetProperty(stream);
        Assert.Equal((last, true), (synced.GetProperty("position").GetInt64(), synced.GetProperty("recovered").GetBoolean()));
        Assert.Equal(
            Enumerable.Range(1, 30).Select(i => last - 30 + i),
            santos.All("change").Select(body => body.GetProperty("position").GetInt64()));
        await almeida.SendAsync(_room, "Live again.");
        await santos.HearAsync("change", body => body.GetProperty("position").GetInt64() == last + 1);
    }

    [Fact]
    public async Task A_long_history_is_replayed_whole_to_a_client_that_reads_slowly()
    {
        var words = new string('w', 16_000);
        await using var almeida = await ConnectAsync(Almeida);
        var sent = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => almeida.SendAsync(_room, words)));
        for (var i = 0; i < 5; i++)
        {
            sent = [.. sent, .. await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => almeida.SendAsync(_room, words)))];
        }

        var last = sent.Max(ack => ack.GetProperty("position").GetInt64());
        var first = last - sent.Length;
        await using var wire = await WireClient.ConnectAsync(Server.Url, await Server.TokenAsync(Santos));
        await wire.SendAsync($$$"""421["sync",{"streams":{"conversation:{{{_room}}}":{{{first}}}}}]""");
        await Task.Delay(2000, TestContext.Current.CancellationToken);        // more than the server may hold for one client is waiting now

        var positions = new List<long>();
        while (positions.LastOrDefault() < last)
        {
            var change = await wire.ReceiveAsync(text => text.StartsWith("42[\"change\"", StringComparison.Ordinal));
            using var body = JsonDocument.Parse(change.AsMemory(2));
            positions.Add(body.RootElement[1].GetProperty("position").GetInt64());
        }

        Assert.Equal(Enumerable.Range(1, sent.Length).Select(i => first + i), positions);
    }

    [Theory]
    [InlineData("""{"STREAM": 1000000}""", false, null)]
    [InlineData("""{"STREAM": {"position": 1, "epoch": "0197a000-0000-7000-8000-000000000000"}}""", false, null)]
    [InlineData("""{"conversation:0197a000-0000-7000-8000-000000000000": 0}""", false, "not_found")]
    [InlineData("""{"STREAM": {"position": 1}}""", true, null)]
    public async Task Sync_says_when_a_position_is_of_another_history(string streams, bool recovered, string? code)
    {
        await using var santos = await ConnectAsync(Santos);
        using var body = JsonDocument.Parse(streams.Replace("STREAM", $"conversation:{_room}"));

        var ack = await santos.CallAsync("sync", new { streams = body.RootElement });

        var synced = ack.GetProperty("streams").EnumerateObject().Single().Value;
        Assert.Equal(recovered, synced.GetProperty("recovered").GetBoolean());
        Assert.Equal(code, synced.TryGetProperty("code", out var given) ? given.GetString() : null);
    }

    [Fact]
    public async Task A_foreign_conversation_is_as_one_that_does_not_exist()
    {
        var surgery = await RoomAsync("surgery");
        await using var santos = await ConnectAsync(Santos);
        using var http = await Server.SignInAsync(Santos);

        foreach (var conversation in new[] { surgery, Guid.CreateVersion7() })
        {
            Assert.Equal("not_found", Code(await santos.SendAsync(conversation, "Hello")));
            Assert.Equal("not_found", Code(await santos.CallAsync("join_conversation", new { conversation_id = conversation })));
            Assert.Equal("not_found", Code(await santos.CallAsync("typing_start", new { conversation_id = conversation })));
            Assert.Equal("not_found", Code(await santos.CallAsync("message_read", new { conversation_id = conversation, up_to = 1 })));
            var sync = await santos.CallAsync("sync", new { streams = new Dictionary<string, long> { [$"conversation:{conversation}"] = 0 } });
            Assert.Equal("not_found", sync.GetProperty("streams").EnumerateObject().Single().Value.GetProperty("code").GetString());
            foreach (var path in new[] { $"/api/conversations/{conversation}", $"/api/conversations/{conversation}/messages" })
            {
                using var answer = await http.GetAsync(path);
                Assert.Equal(404, (int)answer.StatusCode);
                Assert.Equal("not_found", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            }
        }
    }

    [Fact]
    public async Task Content_that_is_no_message_is_refused_with_its_code()
    {
        await using var santos = await ConnectAsync(Santos);

        Assert.Equal("content_empty", Code(await santos.SendAsync(_room, "")));
        Assert.Equal("content_empty", Code(await santos.SendAsync(_room, " \n ")));
        Assert.Equal("content_too_large", Code(await santos.SendAsync(_room, new string('a', 65_537))));
        Assert.Equal("content_too_large", Code(await santos.SendAsync(_room, new string('é', 32_769))));
        Assert.Equal("content_control_character", Code(await santos.SendAsync(_room, "bell \a")));
        Assert.Equal("content_control_character", Code(await santos.SendAsync(_room, "nul \0")));
        Assert.True((await santos.SendAsync(_room, new string('é', 32_768))).GetProperty("ok").GetBoolean());
        Assert.True((await santos.SendAsync(_room, "Line one\nLine two\twith 💊")).GetProperty("ok").GetBoolean());
        Assert.Equal("priority_unknown", Code(await santos.CallAsync("send_message", new { client_id = Guid.CreateVersion7(), conversation_id = _room, content = "x", priority = "now" })));
        Assert.Equal("client_id_missing", Code(await santos.CallAsync("send_message", new { conversation_id = _room, content = "x" })));
        Assert.Equal("reply_to_unknown", Code(await santos.CallAsync("send_message", new { client_id = Guid.CreateVersion7(), conversation_id = _room, content = "x", reply_to = Guid.CreateVersion7() })));
        Assert.Equal("mention_unknown", Code(await santos.CallAsync("send_message", new { client_id = Guid.CreateVersion7(), conversation_id = _room, content = "x", mentions = new[] { Guid.CreateVersion7() } })));
        Assert.Equal("bad_request", Code(await santos.CallAsync("send_message", new { conversation_id = "no uuid" })));
        Assert.Equal("unknown_event", Code(await santos.CallAsync("drop_tables", new { })));
    }

    [Fact]
    public async Task A_lone_surrogate_is_refused_and_the_connection_lives_on()
    {
        await using var wire = await WireClient.ConnectAsync(Server.Url, await Server.TokenAsync(Santos));

        var refused = await wire.CallAsync($$"""["send_message",{"client_id":"{{Guid.CreateVersion7()}}","conversation_id":"{{_room}}","content":"half \ud83d"}]""");
        var good = await wire.CallAsync($$"""["send_message",{"client_id":"{{Guid.CreateVersion7()}}","conversation_id":"{{_room}}","content":"whole 💊"}]""");

        Assert.Contains("\"ok\":false", refused);
        Assert.Contains("bad_request", refused);
        Assert.Contains("\"ok\":true", good);
    }

    [Fact]
    public async Task Tokens_that_are_not_ours_do_not_connect()
    {
        var good = await Server.TokenAsync(Santos);
        foreach (var (auth, code) in new (object, string)[]
        {
            (new { token = "forged" }, "invalid_token"),
            (new { token = good[..^4] + "AAAA" }, "invalid_token"),
            (new { }, "not_signed_in"),
            (new { token = good, device_id = "no spaces allowed" }, "device_id_invalid"),
        })
        {
            var client = await ChatClient.TryConnectAsync(Server.Url, auth);
            Assert.NotNull(client.Refusal);
            await using var wire = await WireClient.OpenAsync(Server.Url);
            Assert.Contains(code, await wire.EnterAsync(JsonSerializer.Serialize(auth)));
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_socket_within_five_seconds()
    {
        using var http = await Server.SignInAsync(Santos);
        await using var santos = await ChatClient.ConnectAsync(Server.Url, new { token = http.DefaultRequestHeaders.Authorization!.Parameter });

        using var answer = await http.PostAsync("/api/auth/logout", null);
        answer.EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => santos.All("session_ended").Count == 1 && !santos.IsConnected, TimeSpan.FromSeconds(5));
        Assert.Equal("signed_out", santos.All("session_ended")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_conversation_that_opens_is_told_to_everyone_in_it_and_carries_messages_at_once()
    {
        await using var almeida = await ConnectAsync(Almeida);
        await using var santos = await ConnectAsync(Santos);
        using var http = await Server.SignInAsync(Santos);
        var people = await http.GetFromJsonAsync<JsonElement>("/api/people");
        var ids = people.GetProperty("items").EnumerateArray()
            .Where(person => person.GetProperty("departments").EnumerateArray().Any(department => department.GetString() == "cardiology"))
            .Select(person => person.GetProperty("id").GetGuid()).ToArray();

        var created = await http.PostAsJsonAsync("/api/conversations", new { client_id = Guid.CreateVersion7(), kind = "group", title = "Echo backlog", participant_ids = ids });
        Assert.Equal(201, (int)created.StatusCode);
        var conversation = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        await almeida.HearAsync("change", body => body.GetProperty("kind").GetString() == "conversation" && body.GetProperty("id").GetGuid() == conversation);
        Assert.True((await santos.SendAsync(conversation, "Who takes the first three?")).GetProperty("ok").GetBoolean());
        await almeida.HearAsync("new_message", body => body.GetProperty("conversation_id").GetGuid() == conversation);
    }

    [Fact]
    public async Task There_is_one_direct_conversation_between_two_people()
    {
        using var nunes = await Server.SignInAsync("dr.nunes.icu");
        using var martins = await Server.SignInAsync("dr.martins.surg");
        var nunesId = (await nunes.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("user").GetProperty("id").GetGuid();
        var martinsId = (await martins.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("user").GetProperty("id").GetGuid();

        var answers = await Task.WhenAll(
            nunes.PostAsJsonAsync("/api/conversations", new { client_id = Guid.CreateVersion7(), kind = "direct", participant_ids = new[] { martinsId } }),
            martins.PostAsJsonAsync("/api/conversations", new { client_id = Guid.CreateVersion7(), kind = "direct", participant_ids = new[] { nunesId } }));
        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()));

        Assert.Equal(ids[0], ids[1]);
        Assert.Single(answers, answer => (int)answer.StatusCode == 201);
    }

    [Fact]
    public async Task Typing_is_seen_by_those_who_have_the_conversation_open_and_read_marks_by_all()
    {
        await using var santos = await ConnectAsync(Santos);
        await using var almeida = await ConnectAsync(Almeida);
        foreach (var client in new[] { santos, almeida })
        {
            Assert.True((await client.CallAsync("join_conversation", new { conversation_id = _room })).GetProperty("ok").GetBoolean());
        }

        await santos.CallAsync("typing_start", new { conversation_id = _room });
        var typing = await almeida.HearAsync("user_typing", body => body.GetProperty("typing").GetBoolean());
        Assert.Equal(_room, typing.GetProperty("conversation_id").GetGuid());
        Assert.Empty(santos.All("user_typing"));

        var position = (await santos.SendAsync(_room, "Seen?")).GetProperty("position").GetInt64();
        await almeida.CallAsync("message_read", new { conversation_id = _room, up_to = position + 1000 });
        var status = await santos.HearAsync("message_status", body => body.GetProperty("read").GetInt64() >= position);
        Assert.Equal(position, status.GetProperty("read").GetInt64());
    }

    [Fact]
    public async Task Writing_is_not_reading()
    {
        await using var almeida = await ConnectAsync(Almeida);
        await almeida.SendAsync(_room, "Written while the other was offline.");
        await using var santos = await ConnectAsync(Santos);
        using var http = await Server.SignInAsync(Santos);
        var me = (await http.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("user").GetProperty("id").GetGuid();
        var before = await ReadAsync();

        var position = (await santos.SendAsync(_room, "Sent from the outbox.")).GetProperty("position").GetInt64();
        await Task.Delay(1500, TestContext.Current.CancellationToken);      // receipts are stored once a second

        Assert.True(before < position - 1);
        Assert.Equal(before, await ReadAsync());

        async Task<long> ReadAsync() => (await http.GetFromJsonAsync<JsonElement>($"/api/conversations/{_room}")).GetProperty("receipts").EnumerateArray()
            .Where(receipt => receipt.GetProperty("user_id").GetGuid() == me).Select(receipt => receipt.GetProperty("read").GetInt64()).SingleOrDefault();
    }

    [Fact]
    public async Task History_pages_backwards_without_a_gap()
    {
        using var http = await Server.SignInAsync(Santos);
        var positions = new List<long>();
        for (long? before = null; ;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/conversations/{_room}/messages?limit=100{(before is null ? "" : $"&before={before}")}");
            positions.InsertRange(0, page.GetProperty("items").EnumerateArray().Select(message => message.GetProperty("position").GetInt64()));
            if (!page.TryGetProperty("next", out var next))
            {
                break;
            }

            before = next.GetInt64();
        }

        Assert.True(positions.Count > 300);
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        foreach (var (query, code) in new[] { ("limit=0", "limit_out_of_range"), ("limit=1001", "limit_out_of_range"), ("before=0", "position_out_of_range"), ("limit=x", "bad_request") })
        {
            using var answer = await http.GetAsync($"/api/conversations/{_room}/messages?{query}");
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Two_nodes_on_one_database_are_one_ward()
    {
        var second = await Server.StartAnotherAsync();
        await using var santos = await ConnectAsync(Santos);
        await using var almeida = await ChatClient.ConnectAsync(second.Url, new { token = await Server.TokenAsync(Almeida) });

        var ack = await santos.SendAsync(_room, "From the first node.");
        await almeida.HearAsync("new_message", body => body.GetProperty("position").GetInt64() == ack.GetProperty("position").GetInt64());
        await second.StopAsync();
    }

    [Fact]
    public async Task Every_message_leaves_its_audit_row_without_content()
    {
        await using var santos = await ConnectAsync(Santos);
        var ack = await santos.SendAsync(_room, "Quartz seventeen umbrella.");

        await using var database = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var query = database.CreateCommand("select to_json(a)::text from audit a where act = 'message.send' and object_id = $1");
        query.Parameters.AddWithValue(ack.GetProperty("id").GetString()!);
        var row = (string?)await query.ExecuteScalarAsync();
        Assert.NotNull(row);
        Assert.DoesNotContain("umbrella", row);
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains("umbrella"));
    }

    private static string? Code(JsonElement ack)
    {
        Assert.False(ack.GetProperty("ok").GetBoolean());
        return ack.GetProperty("code").GetString();
    }

    private async Task<ChatClient> ConnectAsync(string userName) =>
        await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(userName), device_id = userName });

    private async Task<JsonElement[]> HistoryAsync(string userName)
    {
        using var http = await Server.SignInAsync(userName);
        var page = await http.GetFromJsonAsync<JsonElement>($"/api/conversations/{_room}/messages?limit=100");
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private async Task<Guid> RoomAsync(string department)
    {
        await using var database = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var query = database.CreateCommand("select id from conversation where kind = 'department' and department_id = $1");
        query.Parameters.AddWithValue(department);
        return (Guid)(await query.ExecuteScalarAsync())!;
    }
}
