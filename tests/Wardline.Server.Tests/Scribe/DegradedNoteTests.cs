using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.AI.Scribe;
using Wardline.Harness;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;
using Wardline.Testing;
using static Wardline.Server.Tests.Scribe.ScribeScene;

namespace Wardline.Server.Tests.Scribe;

/// <summary>What a clinician gets when the local model answers, dies or misbehaves.</summary>
public sealed class DegradedNoteTests(DemoPostgres postgres) : IAsyncLifetime
{
    private const string Answer = """
        {"sections":[{"key":"subjective","sentences":[{"text":"The patient reports chest pain for 2 days.","turns":[1]},{"text":"Denies fever.","turns":[2,3]}]},
        {"key":"objective_exam","sentences":[{"text":"Heart: 2/6 systolic murmur.","turns":[4]}]},
        {"key":"assessment_and_plan","sentences":[{"text":"Start metoprolol 50 mg twice a day.","turns":[4]}]}]}
        """;

    private LmStudioStandIn? _model;
    private WardServer? _server;
    private HttpClient? _client;

    private LmStudioStandIn Model => _model!;

    private WardServer Server => _server!;

    private HttpClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _model = await LmStudioStandIn.StartAsync();
        Model.Answer(Answer);
        _server = await StartAsync(
            postgres,
            ("Wardline:AI:Local:Endpoint", $"{Model.Endpoint}v1"), ("Wardline:AI:Local:AnswerTimeout", "00:00:03"), ("Wardline:AI:Local:IdleTimeout", "00:00:01"));
        _client = await Server.SignInAsync(Santos);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await Model.DisposeAsync();
    }

    [Fact]
    public async Task Local_model_writes_the_note_and_what_nobody_said_is_flagged()
    {
        var note = await WriteAsync(Client, Command());

        Assert.Equal("local", note.GetProperty("provider").GetString());
        Assert.Equal(Model.Model, note.GetProperty("model").GetString());
        Assert.False(note.GetProperty("degraded").GetBoolean());
        Assert.Empty(note.GetProperty("reasons").EnumerateArray());
        AssertSourced(note, note.GetProperty("turns"));
        var flags = note.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("sentences").EnumerateArray())
            .Select(sentence => (Text: sentence.GetProperty("text").GetString(), Flags: sentence.GetProperty("flags").EnumerateArray().Select(flag => $"{flag.GetProperty("kind").GetString()} {flag.GetProperty("text").GetString()}").ToArray()))
            .ToDictionary(sentence => sentence.Text!, sentence => sentence.Flags);
        Assert.Contains(flags["Start metoprolol 50 mg twice a day."], flag => flag.StartsWith("number 50", StringComparison.Ordinal));
        Assert.Empty(flags["The patient reports chest pain for 2 days."]);
        Assert.Empty(flags["Denies fever."]);
    }

    [Fact]
    public async Task Model_that_dies_in_mid_answer_is_followed_by_the_built_in_engine_and_all_see_it()
    {
        Model.Hostile = HostileMode.CutMidway;

        var events = await StreamAsync(Client, Command());

        var started = events.Where(each => each.Event == "started").Select(each => each.Data).ToList();
        Assert.Equal(["local", "builtin"], started.Select(data => data.GetProperty("provider").GetString()));
        var note = events[^1].Data;
        Assert.True(note.GetProperty("degraded").GetBoolean());
        Assert.Equal(["local_cut"], note.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        Assert.DoesNotContain("50 mg", note.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostileMode.Hang, "local_timeout")]
    [InlineData(HostileMode.HangMidway, "local_timeout")]
    [InlineData(HostileMode.ResetMidway, "local_cut")]
    [InlineData(HostileMode.Garbage, "local_wrong_endpoint")]
    [InlineData(HostileMode.WebPage, "local_wrong_endpoint")]
    [InlineData(HostileMode.TenMegabytes, "local_too_large")]
    [InlineData(HostileMode.EndlessLine, "local_too_large")]
    public async Task Whatever_the_model_does_there_is_a_note_and_a_reason(HostileMode mode, string reason)
    {
        Model.Hostile = mode;

        var note = await WriteAsync(Client, Command());

        Assert.Equal("builtin", note.GetProperty("provider").GetString());
        Assert.True(note.GetProperty("degraded").GetBoolean());
        Assert.StartsWith(reason, Assert.Single(note.GetProperty("reasons").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains("chest pain", note.GetProperty("note").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cancelled_note_ends_the_model_s_work_and_is_not_kept()
    {
        Model.Hostile = HostileMode.Hang;
        await using var socket = await ConnectAsync("desk");
        var id = (await socket.CallAsync("write_note", Command())).GetProperty("id").GetString();
        await Eventually.TrueAsync(() => Asked().Count == 1, TimeSpan.FromSeconds(5));

        var ack = await socket.CallAsync("cancel", new { response_id = id });

        Assert.True(ack.GetProperty("ok").GetBoolean());
        var failed = await socket.HearAsync("note_failed", body => body.GetProperty("id").GetString() == id);
        Assert.Equal("cancelled", failed.GetProperty("code").GetString());
        await Asked()[0].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(await TextsAsync(Server, "select id::text from scribe_note"));
        Assert.Contains("cancelled", await TextsAsync(Server, "select outcome from audit where act = 'model.answer'"));
    }

    [Fact]
    public async Task Request_that_ends_ends_the_model_s_work()
    {
        Model.Hostile = HostileMode.Hang;
        using var leaving = new CancellationTokenSource();
        var asking = Client.PostAsJsonAsync("/api/scribe/notes", Command(), leaving.Token);
        await Eventually.TrueAsync(() => Asked().Count == 1, TimeSpan.FromSeconds(5));

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Asked()[0].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(await TextsAsync(Server, "select id::text from scribe_note"));
    }

    [Fact]
    public async Task Stream_that_is_left_ends_the_model_s_work_too()
    {
        Model.Hostile = HostileMode.Hang;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scribe/notes") { Content = JsonContent.Create(Command()) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Eventually.TrueAsync(() => Asked().Count == 1, TimeSpan.FromSeconds(5));

        // A read that is cancelled closes the connection at once.
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.Content.CopyToAsync(Stream.Null, leaving.Token));
        answer.Dispose();

        await Asked()[0].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(2));        // before any timeout of the tier
        Assert.Empty(await TextsAsync(Server, "select id::text from scribe_note"));
        Assert.DoesNotContain(Server.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leaves_does_not_take_the_note_from_another_who_waits_for_it()
    {
        Model.PieceEvery = TimeSpan.FromMilliseconds(15);
        var command = Command(clientId: Guid.CreateVersion7());
        using var leaving = new CancellationTokenSource();
        var first = Client.PostAsJsonAsync("/api/scribe/notes", command, leaving.Token);
        await Eventually.TrueAsync(() => Asked().Count == 1, TimeSpan.FromSeconds(5));
        var second = WriteAsync(Client, command);
        await Task.Delay(100);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("local", (await second).GetProperty("provider").GetString());
        Assert.Single(Asked());
    }

    [Fact]
    public async Task One_person_cannot_take_all_places()
    {
        Model.Hostile = HostileMode.Hang;
        await using var socket = await ConnectAsync("desk");
        for (var i = 0; i < RunningNotes.MostPerPerson; i++)
        {
            Assert.True((await socket.CallAsync("write_note", Command())).GetProperty("ok").GetBoolean());
        }

        var refused = await socket.CallAsync("write_note", Command());
        using var almeida = await Server.SignInAsync("dr.almeida.cardio");
        var other = await WriteAsync(almeida, Command(prefer: "builtin"));

        Assert.Equal("try_later", refused.GetProperty("code").GetString());
        Assert.Equal("builtin", other.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task Asked_again_on_the_same_socket_each_sentence_is_told_once_more_and_the_end_once()
    {
        Model.PieceEvery = TimeSpan.FromMilliseconds(15);
        var command = Command(clientId: Guid.CreateVersion7());
        await using var socket = await ConnectAsync("desk");
        await socket.CallAsync("write_note", command);
        await socket.HearAsync("note_started", _ => true);

        await socket.CallAsync("write_note", command);

        await socket.HearAsync("note_done", _ => true);
        await socket.CallAsync("extend_session", new { });        // what was under way has arrived
        Assert.Single(socket.All("note_done"));
        Assert.Equal(2, socket.All("note_turns").Count);
    }

    [Fact]
    public async Task Socket_lost_in_mid_answer_finds_the_same_note_when_it_comes_back()
    {
        Model.PieceEvery = TimeSpan.FromMilliseconds(15);
        var command = Command(clientId: Guid.CreateVersion7());
        string? id;
        await using (var lost = await ConnectAsync("desk"))
        {
            id = (await lost.CallAsync("write_note", command)).GetProperty("id").GetString();
            await lost.HearAsync("note_sentence", _ => true);
        }

        await using var back = await ConnectAsync("desk");
        var again = await back.CallAsync("write_note", command);

        Assert.Equal(id, again.GetProperty("id").GetString());
        var done = await back.HearAsync("note_done", _ => true);
        Assert.Equal(id, done.GetProperty("id").GetString());
        Assert.Equal("local", done.GetProperty("provider").GetString());
        Assert.Single(Asked());
    }

    [Fact]
    public async Task Degraded_note_is_never_an_answer_to_another_request()
    {
        Model.Refuse((int)HttpStatusCode.InternalServerError);
        var degraded = await WriteAsync(Client, Command());
        Model.Answer(Answer);

        var later = await WriteAsync(Client, Command());

        Assert.Equal("builtin", degraded.GetProperty("provider").GetString());
        Assert.Equal("local", later.GetProperty("provider").GetString());
        Assert.False(later.GetProperty("cached").GetBoolean());
    }

    private List<RecordedRequest> Asked() => [.. Model.Requests.Where(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))];

    private async Task<ChatClient> ConnectAsync(string device) =>
        await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(Santos), device_id = device });
}
