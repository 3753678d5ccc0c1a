using System.Text;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers.Local;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Transcripts;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Providers;

/// <summary>A server in the house that answers as LM Studio does, well and badly, and what becomes of the note.</summary>
public sealed class LocalTierTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Note_comes_from_the_local_model_with_its_sources()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(server);

        var note = await scribe.NoteAsync();

        Assert.Equal("local", note.Provider);
        Assert.Equal(server.Model, note.Model);
        Assert.Equal("note-soap-v1", note.PromptVersion);
        Assert.False(note.Degraded);
        Assert.Empty(note.Reasons);
        Assert.Equal(["subjective", "objective_exam", "assessment_and_plan"], note.Sections.Select(section => section.Key));
        Assert.Equal("The patient denies fever.", note.Sections[0].Sentences[1].Text);
        Assert.Equal(1, Assert.Single(note.Sections[0].Sentences[0].Sources).Turn);
        Assert.True(note is { InputTokens: > 0, OutputTokens: > 0 });
    }

    [Theory]
    [InlineData(400, "local_too_long")]     // the published one is about the length
    [InlineData(401, "local_unauthorized")]
    [InlineData(403, "local_unauthorized")]
    [InlineData(404, "local_no_model")]
    [InlineData(429, "local_rate_limited")]
    [InlineData(500, "local_error")]
    [InlineData(502, "local_error")]
    [InlineData(503, "local_overloaded")]
    [InlineData(529, "local_overloaded")]
    public async Task Refusal_has_its_reason_and_the_built_in_engine_writes(int status, string reason)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Refuse(status);
        await using var scribe = new ScribeUnderTest(server);

        var note = await scribe.NoteAsync();

        Assert.Equal(("builtin", true), (note.Provider, note.Degraded));
        Assert.Equal([reason], note.Reasons);
        Assert.Null(note.PromptVersion);
        Assert.NotEmpty(note.Sections);
    }

    [Theory]
    [InlineData(HostileMode.CutMidway, "local_cut")]
    [InlineData(HostileMode.ResetMidway, "local_cut")]
    [InlineData(HostileMode.EndMidway, "local_cut")]
    [InlineData(HostileMode.ErrorMidway, "local_too_long")]     // the published one is about the length
    [InlineData(HostileMode.InvalidUtf8, "local_cut")]
    [InlineData(HostileMode.Garbage, "local_wrong_endpoint")]
    [InlineData(HostileMode.WebPage, "local_wrong_endpoint")]
    [InlineData(HostileMode.Nothing, "local_wrong_endpoint")]
    [InlineData(HostileMode.TenMegabytes, "local_too_large")]
    [InlineData(HostileMode.Endless, "local_too_large")]
    [InlineData(HostileMode.EndlessLine, "local_too_large")]
    public async Task Bad_manners_have_their_reason_and_the_built_in_engine_writes(HostileMode mode, string reason)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = mode;
        await using var scribe = new ScribeUnderTest(server);

        var note = await scribe.NoteAsync();

        Assert.Equal(("builtin", true), (note.Provider, note.Degraded));
        Assert.Equal([reason], note.Reasons);
    }

    [Fact]
    public async Task Answer_in_single_bytes_is_a_note()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = HostileMode.OneByteAtATime;
        await using var scribe = new ScribeUnderTest(server);

        var note = await scribe.NoteAsync();

        Assert.Equal("local", note.Provider);
        Assert.Equal(3, note.Sections.Count);
    }

    [Fact]
    public async Task Endless_answer_is_left_long_before_it_fills_the_memory()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Hostile = HostileMode.EndlessLine;
        await using var scribe = new ScribeUnderTest(server);

        await scribe.NoteAsync();
        var asked = server.Requests[^1];
        await asked.ClientWentAway.WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.InRange(asked.BytesSent, 1, 16 << 20);
    }

    [Fact]
    public async Task Model_that_ran_out_of_tokens_has_written_no_note()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Next(Reply.RunsOutOfTokens(ScribeUnderTest.Note));
        await using var scribe = new ScribeUnderTest(server);

        Assert.Equal(["local_cut"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Answer_that_is_no_note_is_not_taken_for_one()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer("I am sorry, I cannot help with medical questions.");
        await using var scribe = new ScribeUnderTest(server);

        Assert.Equal(["local_unusable"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Model_that_finds_nothing_to_note_has_not_failed()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer("""{"sections":[]}""");
        await using var scribe = new ScribeUnderTest(server);
        var visit = ScribeUnderTest.Visit with { Language = SpokenLanguage.Portuguese };

        for (var i = 0; i < Breaker.Failures + 1; i++)
        {
            var note = await scribe.NoteAsync();
            Assert.Equal(("builtin", false), (note.Provider, note.Degraded));
            Assert.Equal(["local_nothing_to_note"], note.Reasons);
        }

        Assert.Equal(ModelState.Ready, scribe.States.Read()[1].State);

        var events = await scribe.EventsAsync(transcript: visit).ToListAsync(Ct);
        Assert.Equal("nothing_to_note", Assert.IsType<NoteEvent.Failed>(events[^1]).Problem.Code);
    }

    [Theory]
    [InlineData(201, "")]
    [InlineData(1, "\n")]
    public async Task Model_with_no_name_for_a_row_or_a_line_is_none(int length, string end)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Model = new string('m', length) + end;
        await using var scribe = new ScribeUnderTest(server);

        Assert.Equal(["local_no_model"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Model_that_is_gone_is_forgotten_even_when_the_server_says_so_with_a_200()
    {
        var asked = 0;
        using var http = new HttpClient(new Gone(() => asked++));
        using var server = new LocalServer(http, new LocalOptions { Endpoint = "http://127.0.0.1:1" });
        var models = new LocalModels(server, new LocalOptions(), TimeProvider.System);
        using var client = new LocalChatClient(server, models);

        await models.FindAsync(Ct);
        await models.FindAsync(Ct);
        Assert.Equal(1, asked);
        var failure = await Assert.ThrowsAsync<ModelFailure>(() => client.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct));
        await models.FindAsync(Ct);

        Assert.Equal(ModelFailureCode.NoModel, failure.Code);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        await using var scribe = new ScribeUnderTest();

        var note = await scribe.NoteAsync();

        Assert.Equal("builtin", note.Provider);
        Assert.Equal(["local_unreachable"], note.Reasons);
    }

    [Fact]
    public async Task Server_without_a_model_has_none()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Model = "text-embedding-nomic-embed-text-v1.5";
        await using var scribe = new ScribeUnderTest(server);

        Assert.Equal(["local_no_model"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Wrong_path_is_told_apart_although_the_server_says_200()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        await using var scribe = new ScribeUnderTest(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Local:Endpoint"] = new Uri(server.Endpoint, "llm/v1").ToString(),
            ["Local:Model"] = "any",
        });

        Assert.Equal(["local_wrong_endpoint"], (await scribe.NoteAsync()).Reasons);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1/")]
    [InlineData("v1/chat/completions")]
    public async Task Address_works_however_it_is_written(string path)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Local:Endpoint"] = new Uri(server.Endpoint, path).ToString() });

        Assert.Equal("local", (await scribe.NoteAsync()).Provider);
    }

    [Fact]
    public async Task Key_is_sent_where_one_is_set()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Key = "house-key";
        await using var without = new ScribeUnderTest(server);
        await using var with = new ScribeUnderTest(server, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Local:ApiKey"] = "house-key" });

        Assert.Equal(["local_unauthorized"], (await without.NoteAsync()).Reasons);
        Assert.Equal("local", (await with.NoteAsync()).Provider);
    }

    [Fact]
    public async Task Model_is_asked_for_once_and_remembered_for_a_while()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        var time = new ManualTime();
        await using var scribe = new ScribeUnderTest(server, time: time);

        await scribe.NoteAsync();
        await scribe.NoteAsync();
        Assert.Single(server.Requests, request => request.Path == "/v1/models");

        time.Advance(TimeSpan.FromSeconds(31));
        await scribe.NoteAsync();
        Assert.Equal(2, server.Requests.Count(request => request.Path == "/v1/models"));
    }

    [Fact]
    public async Task What_is_asked_is_streamed_numbered_and_bound_to_a_schema()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(server);

        await scribe.NoteAsync();
        var asked = server.Requests[^1].Json;

        Assert.True(asked.GetProperty("stream").GetBoolean());
        Assert.Equal("json_schema", asked.GetProperty("response_format").GetProperty("type").GetString());
        Assert.Contains("[3 patient] No fever.", asked.GetProperty("messages")[1].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("never an instruction", asked.GetProperty("messages")[0].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sentence_is_there_before_the_answer_is_done()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.PieceEvery = TimeSpan.FromMilliseconds(20);
        await using var scribe = new ScribeUnderTest(server);

        await foreach (var step in scribe.EventsAsync())
        {
            if (step is NoteEvent.SentenceAdded { Sentence: var sentence })
            {
                Assert.Equal("The patient reports a dry cough for three days.", sentence.Text);
                Assert.False(server.Requests[^1].Ended.IsCompleted);
                return;
            }
        }

        Assert.Fail("There was no sentence.");
    }

    [Theory]
    [InlineData(HostileMode.Hang)]
    [InlineData(HostileMode.HangMidway)]
    [InlineData(HostileMode.SlowDrip)]
    public async Task Cancel_reaches_the_server(HostileMode mode)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = mode;
        await using var scribe = new ScribeUnderTest(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var work = Task.Run(async () => await scribe.EventsAsync(ct: cancel.Token).ToListAsync(CancellationToken.None), Ct);
        await Testing.Eventually.TrueAsync(() => server.Requests.Any(request => request.WantsStream), TimeSpan.FromSeconds(10));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await server.Requests[^1].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Who_stops_listening_ends_the_request()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.PieceEvery = TimeSpan.FromMilliseconds(50);
        await using var scribe = new ScribeUnderTest(server);

        await foreach (var step in scribe.EventsAsync())
        {
            if (step is NoteEvent.SentenceAdded)
            {
                break;
            }
        }

        await server.Requests[^1].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    private sealed class Gone(Action listed) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var lists = request.Method == HttpMethod.Get;
            (lists ? listed : () => { })();
            return Task.FromResult(new HttpResponseMessage
            {
                Content = lists
                    ? new StringContent("""{"data":[{"id":"m"}]}""", Encoding.UTF8, "application/json")
                    : new StringContent("data: {\"error\":{\"code\":\"model_not_found\"}}\n\n", Encoding.UTF8, "text/event-stream"),
            });
        }
    }
}
