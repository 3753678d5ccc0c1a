using Wardline.AI.Pipeline;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Notes;
using Wardline.StandIns.TinyLlm;

namespace Wardline.AI.Tests.TinyLlm;

/// <summary>Notes through a server that really generates. Its words mean nothing; what is shown is the way they come.</summary>
public sealed class TinyLlmNoteTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TinyLlmServer> StartAsync(int dieAfterTokens = 0, TimeSpan pace = default)
    {
        Assert.SkipWhen(TinyLlmServer.WhyNot is not null, TinyLlmServer.WhyNot ?? "");
        return TinyLlmServer.StartAsync(dieAfterTokens, pace, Ct);
    }

    private static ScribeUnderTest Scribe(TinyLlmServer server) =>
        new(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Local:Endpoint"] = server.Endpoint.ToString() });

    [Fact]
    public async Task Real_model_writes_into_the_sections_it_is_held_to()
    {
        await using var server = await StartAsync();
        await using var scribe = Scribe(server);

        var note = await scribe.NoteAsync();

        Assert.Equal(("local", server.Model), (note.Provider, note.Model));
        Assert.Subset(NoteOutline.Of(NoteLayout.Soap).Select(section => section.Key).ToHashSet(StringComparer.Ordinal), note.Sections.Select(section => section.Key).ToHashSet(StringComparer.Ordinal));
        Assert.All(note.Sections, section => Assert.NotEmpty(section.Sentences));
        Assert.True(note is { InputTokens: > 100, OutputTokens: > 10 });
    }

    [Fact]
    public async Task Model_that_dies_in_mid_answer_leaves_the_note_to_the_next_tier()
    {
        await using var server = await StartAsync(dieAfterTokens: 40);
        await using var scribe = Scribe(server);

        var note = await scribe.NoteAsync();

        Assert.Equal(("builtin", true), (note.Provider, note.Degraded));
        Assert.Equal(["local_cut"], note.Reasons);
        Assert.Equal(["local_unreachable"], (await scribe.NoteAsync()).Reasons);
    }

    [Fact]
    public async Task Cancelled_note_stops_the_model()
    {
        await using var server = await StartAsync(pace: TimeSpan.FromMilliseconds(50));
        await using var scribe = Scribe(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var work = Task.Run(async () => await scribe.EventsAsync(ct: cancel.Token).ToListAsync(CancellationToken.None), Ct);
        await Testing.Eventually.TrueAsync(async () => (await server.HealthAsync(Ct)).Generated > 5, TimeSpan.FromSeconds(20));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await Testing.Eventually.TrueAsync(async () => await server.HealthAsync(Ct) is { Running: 0, Abandoned: 1 }, TimeSpan.FromSeconds(20));
        Assert.Equal(ModelState.Unknown, scribe.States.Read()[1].State);     // a user's cancel says nothing about the tier
    }
}
