using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.Data.Outcomes;
using Wardline.StandIns;
using Wardline.StandIns.Anthropic;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Pipeline;

public sealed class AuditTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<LmStudioStandIn> StartAsync()
    {
        var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        return server;
    }

    [Fact]
    public async Task Each_call_leaves_a_row_before_and_one_after()
    {
        await using var server = await StartAsync();
        await using var scribe = new ScribeUnderTest(server);
        var log = new CallLog();

        var note = await scribe.NoteAsync(calls: log);

        Assert.Equal(["asked", "answered"], log.Rows.Select(row => row.Act));
        var (_, asked, _) = log.Rows[0];
        var (_, answered, outcome) = log.Rows[1];
        Assert.Equal(("local", server.Model, "note-soap-v1"), (asked.Tier, asked.Model, asked.PromptVersion));
        Assert.NotNull(asked.PromptHmac);
        Assert.Null(asked.AnswerHmac);
        Assert.Equal("ok", outcome);
        Assert.NotNull(answered.AnswerHmac);
        Assert.Equal(note.OutputTokens, answered.OutputTokens);
        Assert.NotNull(answered.TookMs);
    }

    [Fact]
    public async Task Row_is_there_before_anything_of_the_transcript_is_sent()
    {
        await using var server = await StartAsync();
        await using var scribe = new ScribeUnderTest(server);
        var sentBefore = -1;
        var log = new CallLog { Asking = () => sentBefore = server.Requests.Count(request => request.Method == "POST") };

        await scribe.NoteAsync(calls: log);

        Assert.Equal(0, sentBefore);
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Call_that_cannot_be_accounted_for_does_not_happen()
    {
        await using var server = await StartAsync();
        await using var scribe = new ScribeUnderTest(server);
        var log = new CallLog { Asking = () => throw new ModelCallUnaccountedException(Problem.Unavailable()) };

        var events = await scribe.EventsAsync(calls: log).ToListAsync(Ct);

        Assert.Equal("unavailable", Assert.IsType<NoteEvent.Failed>(Assert.Single(events)).Problem.Code);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Each_tier_that_was_asked_has_its_own_rows_and_outcome()
    {
        await using var server = await StartAsync();
        server.Hostile = HostileMode.CutMidway;
        await using var scribe = new ScribeUnderTest(server);
        var log = new CallLog();

        await scribe.NoteAsync(calls: log);

        Assert.Equal(
            [("asked", "local", null), ("answered", "local", "cut"), ("asked", "builtin", null), ("answered", "builtin", "ok")],
            log.Rows.Select(row => (row.Act, row.Call.Tier, row.Outcome)));
        Assert.NotNull(log.Rows[1].Call.AnswerHmac);
        Assert.Null(log.Rows[3].Call.PromptVersion);
    }

    [Fact]
    public async Task Cancelled_call_is_accounted_for_as_cancelled()
    {
        await using var server = await StartAsync();
        server.Hostile = HostileMode.HangMidway;
        await using var scribe = new ScribeUnderTest(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var log = new CallLog();

        var work = Task.Run(async () => await scribe.EventsAsync(calls: log, ct: cancel.Token).ToListAsync(CancellationToken.None), Ct);
        await Testing.Eventually.TrueAsync(() => server.Requests.Any(request => request.WantsStream), TimeSpan.FromSeconds(10));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);

        Assert.Equal(("answered", "cancelled"), (log.Rows[^1].Act, log.Rows[^1].Outcome));
    }

    [Fact]
    public async Task Tier_that_rests_is_not_accounted_for_because_it_was_not_asked()
    {
        await using var scribe = new ScribeUnderTest(time: new ManualTime());
        for (var i = 0; i < Breaker.Failures; i++)
        {
            await scribe.NoteAsync();
        }

        var log = new CallLog();
        Assert.Equal(["local_paused"], (await scribe.NoteAsync(calls: log)).Reasons);
        Assert.All(log.Rows, row => Assert.Equal("builtin", row.Call.Tier));
    }

    [Fact]
    public async Task Digest_of_the_answer_is_that_of_its_text_under_the_key()
    {
        var key = Encoding.UTF8.GetBytes("a key of the house");
        using var digest = new ContentDigest(() => key).Begin();
        digest.Add("The patient ");
        digest.Add("coughs.");

        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("The patient coughs."))), digest.End());
    }

    [Fact]
    public async Task Digest_in_the_row_is_that_of_the_answer_as_it_came()
    {
        var key = Encoding.UTF8.GetBytes("a key of the house");
        var answer = Scripted.Says(ScribeUnderTest.Note[..100], ScribeUnderTest.Note[100..]);
        using var pipeline = new AuditingChatClient(
            new FallbackChatClient([new Tier(ModelTier.Local, new AnnouncingChatClient(answer, ModelTier.Local, _ => new("m")))], TimeProvider.System, NullLogger<FallbackChatClient>.Instance),
            new ContentDigest(() => key),
            TimeProvider.System);
        var log = new CallLog();

        await pipeline.GetResponseAsync(Scripted.Hello, Scripted.Options(calls: log), Ct);

        Assert.Equal(Hmac("user\nHello\n"), log.Rows[0].Call.PromptHmac);
        Assert.Equal(Hmac(ScribeUnderTest.Note), log.Rows[1].Call.AnswerHmac);

        string Hmac(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task Key_that_cannot_be_had_now_is_asked_for_again_the_next_time()
    {
        var reads = 0;
        var digest = new ContentDigest(() => ++reads == 1 ? throw new TimeoutException() : new byte[32]);
        using var pipeline = new AuditingChatClient(Scripted.Says(), digest, TimeProvider.System);
        var generator = new NoteGenerator(pipeline, TimeProvider.System);

        Task<NoteEvent> LastAsync() => generator.GenerateAsync(
            new NoteRequest(ScribeUnderTest.Visit, Language.Notes.NoteLayout.Soap, Prefer: null) { Calls = new CallLog() }, Ct).LastAsync(Ct).AsTask();

        var problem = Assert.IsType<NoteEvent.Failed>(await LastAsync()).Problem;
        Assert.Equal(("unavailable", true), (problem.Code, problem.Retryable));
        digest.Begin().Dispose();
        digest.Begin().Dispose();
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Prompt_that_is_sent_twice_is_accounted_for_twice()
    {
        await using var cloud = await AnthropicStandIn.StartAsync(Ct);
        cloud.Answer(ScribeUnderTest.Note);
        cloud.Next(Reply.Refuses(400));
        await using var scribe = new ScribeUnderTest(cloud: cloud);
        var log = new CallLog();

        Assert.Equal("cloud", (await scribe.NoteAsync(calls: log)).Provider);

        Assert.Equal(2, cloud.Requests.Count);
        Assert.Equal(
            [("asked", "cloud", null), ("answered", "cloud", "error"), ("asked", "cloud", null), ("answered", "cloud", "ok")],
            log.Rows.Select(row => (row.Act, row.Call.Tier, row.Outcome)));
    }
}
