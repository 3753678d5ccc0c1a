using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wardline.AI.Assistant;
using Wardline.Harness;
using Wardline.Server.Tests.Harness;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;
using static Wardline.Server.Tests.Chat.ChatScene;

namespace Wardline.Server.Tests.Chat;

/// <summary>Questions and their answers over the plain WebSocket.</summary>
public sealed class ChatAnswerTests(DemoPostgres postgres) : IAsyncLifetime
{
    private const string Rising = """{"text":"Troponin is rising.","findings":["Troponin I 45 ng/mL"],"interpretation":["Likely infarction"],"recommendations":["Consider cath"],"quick_actions":["Call cath lab"]}""";

    private readonly ShiftedTime _time = new();
    private LmStudioStandIn? _model;
    private WardServer? _server;

    private LmStudioStandIn Model => _model!;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _model = await LmStudioStandIn.StartAsync();
        Model.Answer(Rising);
        _server = await StartAsync(postgres, _time, ("Wardline:AI:Local:Endpoint", $"{Model.Endpoint}v1"), ("Wardline:AI:Local:AnswerTimeout", "00:00:02"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Model.DisposeAsync();
    }

    [Fact]
    [Trait("Rule", "CHAT-9")]
    public async Task The_model_answers_with_the_record_and_the_answer_says_who_it_was()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        await client.AskAsync("Is troponin rising?", "7823", ""","client_id":"mine" """);
        var answer = await client.ReceiveAsync();

        Assert.Equal(("medical_analysis", "local", Model.Model, "mine"),
            (answer.GetProperty("response_type").GetString(), answer.GetProperty("provider").GetString(), answer.GetProperty("model").GetString(), answer.GetProperty("client_id").GetString()));
        Assert.False(answer.GetProperty("degraded").GetBoolean());
        Assert.Equal("Troponin is rising.", answer.GetProperty("content").GetProperty("text").GetString());
        Assert.Equal("Call cath lab", Assert.Single(answer.GetProperty("content").GetProperty("structured_data").GetProperty("quick_actions").EnumerateArray()).GetString());
        Assert.True(answer.GetProperty("processing_time_ms").GetInt64() >= 0);
        Assert.False(answer.TryGetProperty("confidence", out _));
        Assert.Contains("Troponin I 45", Asked()[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Silva", Asked()[^1].Body, StringComparison.Ordinal);
        Assert.Equal(
            ["patient.read patient ok treatment", "model.ask answer ok treatment", "model.answer answer ok treatment"],
            await RowsAsync(Server, "select act, object_kind, outcome, purpose from audit where act in ('patient.read', 'model.ask', 'model.answer') order by at, id"));
    }

    [Fact]
    [Trait("Rule", "CHAT-9")]
    public async Task Without_the_model_the_record_is_read_out_and_the_answer_is_degraded()
    {
        Model.Hostile = HostileMode.CutMidway;
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        await client.AskAsync("Any allergies?", "7823");
        var answer = await client.ReceiveAsync();

        Assert.Equal(("record_summary", "builtin", true),
            (answer.GetProperty("response_type").GetString(), answer.GetProperty("provider").GetString(), answer.GetProperty("degraded").GetBoolean()));
        Assert.Equal("local_cut", Assert.Single(answer.GetProperty("reasons").EnumerateArray()).GetString());
        Assert.Contains("Penicillin", answer.GetProperty("content").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""","client_id":"c1" """)]
    [InlineData("")]
    [Trait("Rule", "CHAT-10")]
    public async Task A_question_sent_again_on_another_socket_gets_the_same_answer_and_is_not_asked_again(string clientId)
    {
        var message = $$"""{"content":"Is troponin rising?","patient_id":"7823","timestamp":"2026-11-21T07:45:23Z","session_id":"s1"{{clientId}}}""";
        var token = await Server.TokenAsync(Santos);
        await using var first = await PlainClient.OpenAsync(Server.Url, Cardiology, token);
        await first.SendAsync(message);
        var once = await first.ReceiveAsync();

        _time.Advance(TimeSpan.FromMinutes(5));
        await using var second = await PlainClient.OpenAsync(Server.Url, Cardiology, token);
        await second.SendAsync(message);
        var twice = await second.ReceiveAsync();

        Assert.Equal(Id(once), Id(twice));
        Assert.Equal(once.GetProperty("timestamp").GetString(), twice.GetProperty("timestamp").GetString());
        Assert.Single(Asked());
        Assert.Equal(["answer ok treatment"], await RowsAsync(Server, "select object_kind, outcome, purpose from audit where act = 'assistant.again' and patient_id is not null"));
        await second.SendAsync(message.Replace("rising?", "falling?", StringComparison.Ordinal));
        var other = await second.ReceiveAsync();
        Assert.Equal(clientId.Length > 0 ? "client_id_reused" : null, other.TryGetProperty("code", out var code) ? code.GetString() : null);
        Assert.NotEqual(Id(once), other.TryGetProperty("response_id", out var id) ? id.GetGuid() : Guid.Empty);
    }

    [Fact]
    [Trait("Rule", "CHAT-10")]
    public async Task A_client_id_tells_whenever_it_is_sent_over_both_endpoints_of_a_session_and_in_no_other()
    {
        const string Message = """{"content":"Is troponin rising?","patient_id":"#7823","timestamp":"2026-11-21T07:45:23Z","session_id":"s1","client_id":"same"}""";
        var token = await Server.TokenAsync(Santos);
        await using var plain = await PlainClient.OpenAsync(Server.Url, Cardiology, token);
        await plain.SendAsync(Message);
        var once = Id(await plain.ReceiveAsync());
        await plain.SendAsync(Message.Replace(":23Z", ":24Z", StringComparison.Ordinal));
        Assert.Equal(once, Id(await plain.ReceiveAsync()));
        await using var socket = await ChatClient.ConnectAsync(Server.Url, new { token });
        Assert.Equal(once, Id(await AskOverSocketAsync(socket, "same")));

        await using var elsewhere = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await elsewhere.SendAsync(Message);
        Assert.NotEqual(once, Id(await elsewhere.ReceiveAsync()));
        Assert.Equal(2, Asked().Count);
    }

    [Fact]
    [Trait("Rule", "CHAT-10")]
    public async Task Who_may_not_see_the_patient_any_more_gets_neither_the_answer_to_come_nor_an_earlier_one()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await client.AskAsync("Is troponin rising?", "7823", ""","client_id":"before" """);
        Assert.Equal("ai_response", (await client.ReceiveAsync()).GetProperty("type").GetString());
        Model.Hostile = HostileMode.Hang;
        await client.AskAsync("Is troponin rising?", "7823", ""","client_id":"meanwhile" """);
        await Wardline.Testing.Eventually.TrueAsync(() => Task.FromResult(Asked().Count == 2), TimeSpan.FromSeconds(10));

        await RowsAsync(Server, "with gone as (update encounter set department_id = 'surgery' where patient_id = (select id from patient where mrn = '7823') returning id) select count(*) from gone");
        Assert.Equal("not_found", (await client.ReceiveAsync()).GetProperty("code").GetString());
        await client.AskAsync("Is troponin rising?", "7823", ""","client_id":"before" """);
        Assert.Equal("not_found", (await client.ReceiveAsync()).GetProperty("code").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-10")]
    public async Task An_answer_ends_with_its_session_and_so_does_the_work_on_one()
    {
        using var http = await Server.SignInAsync(Santos);
        await using var client = await PlainClient.OpenAsync(Server.Url, Cardiology, http.DefaultRequestHeaders.Authorization!.Parameter!);
        await client.AskAsync("Is troponin rising?", "7823", ""","client_id":"kept" """);
        await client.ReceiveAsync();
        var user = Guid.Parse((await RowsAsync(Server, $"select id from app_user where user_name = '{Santos}'"))[0]);
        var recent = Server.Services.GetRequiredService<RecentAnswers>();
        Model.Hostile = HostileMode.Hang;
        await using var socket = await ChatClient.ConnectAsync(Server.Url, new { token = http.DefaultRequestHeaders.Authorization!.Parameter! });
        var hanging = Id(await AskOverSocketAsync(socket, "hanging"));
        var running = recent.FindRunning(user, hanging)!;

        (await http.PostAsync("/api/auth/logout", null)).EnsureSuccessStatusCode();

        Assert.False((await running.Done.WaitAsync(TimeSpan.FromSeconds(10))).IsOk);
        await Wardline.Testing.Eventually.TrueAsync(() => Task.FromResult(recent.Count == 0), TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Rule", "CHAT-10")]
    public async Task Somebody_else_s_client_id_is_another_question()
    {
        const string Message = """{"content":"Is troponin rising?","timestamp":"2026-11-21T07:45:23Z","session_id":"s1","client_id":"same"}""";
        await using var santos = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await using var almeida = await PlainClient.SignInAsync(Server, "dr.almeida.cardio", Cardiology);
        await santos.SendAsync(Message);
        await almeida.SendAsync(Message);

        Assert.NotEqual((await santos.ReceiveAsync()).GetProperty("response_id").GetGuid(), (await almeida.ReceiveAsync()).GetProperty("response_id").GetGuid());
        Assert.Equal(2, Asked().Count);
    }

    [Fact]
    [Trait("Rule", "CHAT-11")]
    public async Task Ten_questions_a_minute_over_both_endpoints_and_sending_again_is_free()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await using var socket = await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(Santos) });
        for (var question = 0; question < 10; question++)
        {
            await client.AskAsync("Well?", more: $$""","client_id":"{{question}}" """);
            Assert.Equal("ai_response", (await client.ReceiveAsync()).GetProperty("type").GetString());
        }

        await client.AskAsync("Well?", more: ""","client_id":"10" """);
        var refused = await client.ReceiveAsync();
        var alsoRefused = await AskOverSocketAsync(socket, "11");

        Assert.Equal(("error", "rate_limited", true, "10"),
            (refused.GetProperty("type").GetString(), refused.GetProperty("code").GetString(), refused.GetProperty("retryable").GetBoolean(), refused.GetProperty("client_id").GetString()));
        Assert.Equal("rate_limited", alsoRefused.GetProperty("code").GetString());
        _time.Advance(TimeSpan.FromMilliseconds(refused.GetProperty("retry_after_ms").GetInt64()));
        await client.AskAsync("Well?", more: ""","client_id":"10" """);
        Assert.Equal("ai_response", (await client.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_Socket_IO_client_asks_and_is_answered_and_may_cancel()
    {
        await using var socket = await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(Santos) });

        var ack = await AskOverSocketAsync(socket, "1");
        var id = ack.GetProperty("response_id").GetString();
        var answer = await socket.HearAsync("ai_response", body => body.GetProperty("response_id").GetString() == id);
        Assert.Equal("Troponin is rising.", answer.GetProperty("content").GetProperty("text").GetString());
        Assert.Equal(0, ack.GetProperty("queue_position").GetInt32());

        Model.Hostile = HostileMode.Hang;
        var hanging = (await AskOverSocketAsync(socket, "2")).GetProperty("response_id").GetString();
        Assert.True((await socket.CallAsync("cancel", new { response_id = hanging })).GetProperty("ok").GetBoolean());
        var status = await socket.HearAsync("assistant_status", body => body.GetProperty("response_id").GetString() == hanging);
        Assert.Equal("cancelled", status.GetProperty("code").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-12")]
    public async Task A_ping_is_answered_while_a_question_waits_and_answers_keep_the_order_of_the_questions()
    {
        Model.Hostile = HostileMode.Hang;
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await client.AskAsync("Slow?", more: ""","client_id":"slow" """);
        await client.AskAsync("Quick?", more: ""","client_id":"quick","prefer":"builtin" """);
        await client.SendAsync("""{"type":"ping"}""");

        Assert.Equal("pong", (await client.ReceiveAsync()).GetProperty("type").GetString());
        Assert.Equal("slow", (await client.ReceiveAsync()).GetProperty("client_id").GetString());
        Assert.Equal("quick", (await client.ReceiveAsync()).GetProperty("client_id").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-12")]
    public async Task A_question_that_finds_no_place_to_wait_costs_nothing()
    {
        Model.Hostile = HostileMode.Hang;
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        for (var question = 0; question < 11; question++)
        {
            await client.AskAsync("Slow?", more: $$""","client_id":"{{question}}" """);
        }

        var refused = await client.ReceiveAsync();

        Assert.Equal(("try_later", "10"), (refused.GetProperty("code").GetString(), refused.GetProperty("client_id").GetString()));
        Assert.Equal(10, Server.Services.GetRequiredService<RecentAnswers>().Count);
    }

    [Fact]
    public async Task Fields_of_a_Socket_IO_question_have_their_lengths_too()
    {
        await using var socket = await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(Santos) });
        var tooLong = new string('x', 129);

        var department = await socket.CallAsync("ask_assistant", new { client_id = "1", department = tooLong, session_id = "s", content = "Well?" });
        var patient = await socket.CallAsync("ask_assistant", new { client_id = "2", department = "Cardiology", patient_id = tooLong, session_id = "s", content = "Well?" });

        Assert.Equal(("department_invalid", "patient_id_invalid"), (department.GetProperty("code").GetString(), patient.GetProperty("code").GetString()));
        Assert.Empty(await RowsAsync(Server, "select act from audit where act = 'assistant.ask'"));
    }

    [Fact]
    public async Task Without_a_patient_the_built_in_engine_has_no_answer_and_says_so()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        await client.AskAsync("Well?", more: ""","prefer":"builtin" """);

        Assert.Equal("no_answer", (await client.ReceiveAsync()).GetProperty("response_type").GetString());
    }

    private static Guid Id(JsonElement answer) => answer.GetProperty("response_id").GetGuid();

    private static Task<JsonElement> AskOverSocketAsync(ChatClient socket, string clientId) =>
        socket.CallAsync("ask_assistant", new { client_id = clientId, department = "Cardiology", patient_id = "7823", session_id = "s", content = "Is troponin rising?" });

    private IReadOnlyList<RecordedRequest> Asked() => [.. Model.Requests.Where(request => request.Path.EndsWith("completions", StringComparison.Ordinal))];
}
