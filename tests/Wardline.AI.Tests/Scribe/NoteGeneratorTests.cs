using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Notes;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Scribe;

public sealed class NoteGeneratorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(LmStudioStandIn Server, ScribeUnderTest Scribe)> StartAsync(string answer)
    {
        var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(answer);
        return (server, new ScribeUnderTest(server));
    }

    [Fact]
    public async Task Events_come_section_by_section_and_end_with_the_note()
    {
        var (server, scribe) = await StartAsync(ScribeUnderTest.Note);
        await using var _ = server;
        await using var __ = scribe;

        var events = await scribe.EventsAsync().ToListAsync(Ct);

        Assert.Equal(
            ["Started", "SectionStarted", "SentenceAdded", "SentenceAdded", "SectionStarted", "SentenceAdded", "SectionStarted", "SentenceAdded", "Completed"],
            events.Select(step => step.GetType().Name));
    }

    [Fact]
    public async Task Section_that_comes_twice_is_one_in_the_note_and_the_order_is_the_layouts()
    {
        var (server, scribe) = await StartAsync("""{"sections":[{"key":"assessment_and_plan","sentences":["Take honey."]},{"key":"subjective","sentences":["A dry cough."]},{"key":"assessment_and_plan","sentences":["Come back in a week."]}]}""");
        await using var _ = server;
        await using var __ = scribe;

        var note = await scribe.NoteAsync();

        Assert.Equal(["subjective", "assessment_and_plan"], note.Sections.Select(section => section.Key));
        Assert.Equal(["Take honey.", "Come back in a week."], note.Sections[1].Sentences.Select(sentence => sentence.Text));
    }

    [Fact]
    public async Task Sentence_said_again_and_again_is_there_once()
    {
        var again = string.Join(',', Enumerable.Repeat("\"A dry cough.\"", 100));
        var (server, scribe) = await StartAsync($$"""{"sections":[{"key":"subjective","sentences":[{{again}}]}]}""");
        await using var _ = server;
        await using var __ = scribe;

        Assert.Single(Assert.Single((await scribe.NoteAsync()).Sections).Sentences);
    }

    [Fact]
    public async Task Model_that_never_stops_making_sentences_is_stopped()
    {
        var many = string.Join(',', Enumerable.Range(0, 600).Select(number => $"\"Cough number {number}.\""));
        var (server, scribe) = await StartAsync($$"""{"sections":[{"key":"subjective","sentences":[{{many}}]}]}""");
        await using var _ = server;
        await using var __ = scribe;

        Assert.Equal(["local_too_large"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Turns_that_do_not_exist_are_no_sources()
    {
        var (server, scribe) = await StartAsync("""{"sections":[{"key":"subjective","sentences":[{"text":"A dry cough for three days.","turns":[1,77]}]}]}""");
        await using var _ = server;
        await using var __ = scribe;

        Assert.All((await scribe.NoteAsync()).Sections[0].Sentences[0].Sources, source => Assert.InRange(source.Turn, 0, ScribeUnderTest.Visit.Turns.Count - 1));
    }

    [Fact]
    public async Task Who_leaves_during_the_check_of_a_whole_answer_waits_for_no_more_than_a_sentence()
    {
        var whole = new ChatResponseUpdate(ChatRole.Assistant, [.. Enumerable.Range(0, 100).Select(number => new SentenceWritten("subjective", new NoteSentence($"Cough {number}.", [], [])))]);
        using var models = new Scripted((_, _) => new[] { new ChatResponseUpdate(ChatRole.Assistant, [new TierStarted(ModelTier.Local, "m")]), whole }.ToAsyncEnumerable());
        var generator = new NoteGenerator(models, TimeProvider.System);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sentences = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in generator.GenerateAsync(new NoteRequest(ScribeUnderTest.Visit, NoteLayout.Soap, Prefer: null), cancel.Token))
            {
                if (step is NoteEvent.SentenceAdded && ++sentences == 2)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        Assert.Equal(2, sentences);
    }

    [Fact]
    public async Task Built_in_engine_is_asked_alone_when_it_is_preferred()
    {
        var (server, scribe) = await StartAsync(ScribeUnderTest.Note);
        await using var _ = server;
        await using var __ = scribe;

        var note = await scribe.NoteAsync(ModelTier.Builtin);

        Assert.Equal(("builtin", false), (note.Provider, note.Degraded));
        Assert.Empty(server.Requests);
    }

    /// <summary>Whatever happens, no log line holds a word of what was said, asked or answered.</summary>
    [Theory]
    [InlineData(HostileMode.None)]
    [InlineData(HostileMode.CutMidway)]
    [InlineData(HostileMode.Garbage)]
    [InlineData(HostileMode.InvalidUtf8)]
    [InlineData(HostileMode.ErrorMidway)]
    public async Task Nothing_of_it_is_in_the_log(HostileMode mode)
    {
        const string canary = "quetzalcoatl";
        var (server, scribe) = await StartAsync(ScribeUnderTest.Note.Replace("honey", canary, StringComparison.OrdinalIgnoreCase));
        await using var _ = server;
        await using var __ = scribe;
        server.Hostile = mode;
        var visit = ScribeUnderTest.Visit with { Turns = [.. ScribeUnderTest.Visit.Turns.Select(turn => turn with { Text = turn.Text + " " + canary })] };

        await scribe.NoteAsync(transcript: visit);

        Assert.Contains(canary, server.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Equal(mode != HostileMode.None, scribe.Log.All.Count > 0);
        Assert.DoesNotContain(scribe.Log.All, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
    }
}
