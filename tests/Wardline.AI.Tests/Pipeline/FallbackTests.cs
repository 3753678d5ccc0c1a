using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Transcripts;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Pipeline;

public sealed class FallbackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FallbackChatClient Over(IChatClient? cloud, IChatClient local, IChatClient builtin) => new(
        [new Tier(ModelTier.Cloud, cloud), new Tier(ModelTier.Local, local), new Tier(ModelTier.Builtin, builtin)],
        TimeProvider.System,
        NullLogger<FallbackChatClient>.Instance);

    [Theory]
    [InlineData(null, "local")]
    [InlineData(ModelTier.Local, "local")]
    [InlineData(ModelTier.Builtin, "builtin")]
    public async Task Preferred_tier_is_asked_first_and_none_above_it(ModelTier? prefer, string said)
    {
        using var fallback = Over(cloud: null, Scripted.Says("local"), Scripted.Says("builtin"));

        Assert.Equal(said, (await fallback.GetResponseAsync(Scripted.Hello, Scripted.Options(prefer), Ct)).Text);
    }

    [Fact]
    public async Task Highest_tier_that_is_on_comes_first()
    {
        using var fallback = Over(Scripted.Says("cloud"), Scripted.Says("local"), Scripted.Says("builtin"));

        Assert.Equal("cloud", (await fallback.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct)).Text);
    }

    [Fact]
    public async Task Every_failure_on_the_way_is_told()
    {
        using var fallback = Over(Scripted.Fails(ModelFailureCode.Overloaded), Scripted.Fails(ModelFailureCode.NoModel), Scripted.Says("builtin"));

        var contents = (await fallback.GetStreamingResponseAsync(Scripted.Hello, Scripted.Options(), Ct).ToListAsync(Ct)).SelectMany(update => update.Contents);

        Assert.Equal(["cloud_overloaded", "local_no_model"], contents.OfType<TierFailed>().Select(failed => failed.Reason));
    }

    [Fact]
    public async Task Nobody_answers_is_said_with_all_the_reasons()
    {
        using var fallback = Over(cloud: null, Scripted.Fails(ModelFailureCode.Timeout), Scripted.Fails(ModelFailureCode.NothingToNote));

        var none = await Assert.ThrowsAsync<NoTierAnsweredException>(() => fallback.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct));

        Assert.Equal([ModelFailureCode.Timeout, ModelFailureCode.NothingToNote], none.Failures.Select(failed => failed.Code));
    }

    [Fact]
    public async Task Death_in_mid_answer_begins_a_new_note_and_voids_what_was_said()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = HostileMode.CutMidway;
        await using var scribe = new ScribeUnderTest(server);

        var events = await scribe.EventsAsync().ToListAsync(Ct);

        var starts = events.OfType<NoteEvent.Started>().ToList();
        Assert.Equal(["local", "builtin"], starts.Select(started => started.Provider));
        Assert.Equal((false, true), (starts[0].Degraded, starts[1].Degraded));
        Assert.Equal(["local_cut"], starts[1].Reasons);
        Assert.Contains(events[1..events.IndexOf(starts[1])], step => step is NoteEvent.SentenceAdded);
        var said = events[events.IndexOf(starts[1])..].OfType<NoteEvent.SentenceAdded>().Select(added => added.Sentence);
        var note = Assert.IsType<NoteEvent.Completed>(events[^1]).Note;
        Assert.Equal(said.Select(sentence => sentence.Text).Order(StringComparer.Ordinal), note.Sections.SelectMany(section => section.Sentences).Select(sentence => sentence.Text).Order(StringComparer.Ordinal));
    }

    /// <summary>Tells what it took; the bound is a matter of the machine.</summary>
    [Theory]
    [InlineData(HostileMode.CutMidway)]
    [InlineData(HostileMode.ResetMidway)]
    [InlineData(HostileMode.Garbage)]
    [InlineData(HostileMode.Nothing)]
    public async Task Next_tier_speaks_as_soon_as_one_has_died(HostileMode mode)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = mode;
        await using var scribe = new ScribeUnderTest(server);
        var died = 0L;
        var takenOver = new List<double>();

        for (var i = 0; i < Breaker.Failures; i++)
        {
            var provider = "";
            await foreach (var step in scribe.EventsAsync())
            {
                provider = step is NoteEvent.Started started ? started.Provider : provider;
                if (provider == "local")
                {
                    died = Stopwatch.GetTimestamp();
                }
                else if (step is NoteEvent.SentenceAdded)
                {
                    takenOver.Add(Stopwatch.GetElapsedTime(died).TotalMilliseconds);
                    break;
                }
            }
        }

        Assert.Equal(Breaker.Failures, takenOver.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{mode}: from the last word of the local tier to the first sentence of the next {string.Join(", ", takenOver.Select(ms => $"{ms:0.0}"))} ms");
    }

    [Fact]
    public async Task Transcript_longer_than_a_tier_takes_is_not_sent_there()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(server, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Local:MaxTranscriptCharacters"] = "1000" });
        var turns = ScribeUnderTest.Visit.Turns.Append(new Turn(5, Speaker.Patient, "patient", string.Join(' ', Enumerable.Repeat("It hurts.", 120))));

        var note = await scribe.NoteAsync(transcript: ScribeUnderTest.Visit with { Turns = [.. turns] });

        Assert.Equal(["local_too_long"], note.Reasons);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Without_a_model_another_language_is_refused_and_with_one_it_is_not()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var with = new ScribeUnderTest(server);
        await using var without = new ScribeUnderTest();
        var visit = ScribeUnderTest.Visit with { Language = SpokenLanguage.Portuguese };

        Assert.Equal("local", (await with.NoteAsync(transcript: visit)).Provider);
        var events = await without.EventsAsync(transcript: visit).ToListAsync(Ct);
        Assert.Equal(("language_unsupported", 422), (((NoteEvent.Failed)events[^1]).Problem.Code, ((NoteEvent.Failed)events[^1]).Problem.Status));
    }

    [Fact]
    public async Task Guessed_speakers_are_a_reason_but_no_degradation()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(server);

        var note = await scribe.NoteAsync(transcript: ScribeUnderTest.Visit with { Labelled = false });

        Assert.Equal(["speakers_unlabelled"], note.Reasons);
        Assert.False(note.Degraded);
    }

    [Fact]
    public async Task Tier_comes_back_after_its_rest()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Next(Reply.Refuses(500), Reply.Refuses(500), Reply.Refuses(500));
        var time = new ManualTime();
        await using var scribe = new ScribeUnderTest(server, time: time);

        foreach (var reason in (string[])["local_error", "local_error", "local_error", "local_paused"])
        {
            Assert.Equal([reason], (await scribe.NoteAsync()).Reasons);
        }

        Assert.Equal(ModelState.Resting, scribe.States.Read()[1].State);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("local", (await scribe.NoteAsync()).Provider);
        Assert.Equal(ModelState.Ready, scribe.States.Read()[1].State);
    }

    [Fact]
    public async Task States_are_told_without_asking_anybody()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        await using var scribe = new ScribeUnderTest(server);

        Assert.Equal(
            [(ModelTier.Cloud, ModelState.Off), (ModelTier.Local, ModelState.Unknown), (ModelTier.Builtin, ModelState.Ready)],
            scribe.States.Read().Select(status => (status.Tier, status.State)));
        Assert.Empty(server.Requests);
    }
}
