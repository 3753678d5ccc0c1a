using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Transcripts;
using Wardline.StandIns.TinyLlm;
using Wardline.Testing;

namespace Wardline.AI.Tests.TinyLlm;

/// <summary>The scribe with a model that really generates, a token at a time, held to the note's schema.</summary>
public sealed class NoteFromTinyLlmTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TinyLlmServer> StartAsync(int dieAfterTokens = 0, int paceMilliseconds = 0)
    {
        Assert.SkipWhen(TinyLlmServer.WhyNot is not null, TinyLlmServer.WhyNot ?? "");
        return await TinyLlmServer.StartAsync(dieAfterTokens, TimeSpan.FromMilliseconds(paceMilliseconds), Ct);
    }

    private static ScribeUnderTest Scribe(TinyLlmServer server) =>
        new(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Local:Endpoint"] = server.Endpoint.ToString() });

    private static Transcript Consultation { get; } = new(
        [.. Enumerable.Range(0, 100).Select(index => index % 2 == 0
            ? new Turn(index, Speaker.Clinician, "doctor", "And how long has the knee been sore, would you say, and what makes it worse?")
            : new Turn(index, Speaker.Patient, "patient", "It began ten days ago after running."))],
        Labelled: true,
        SpokenLanguage.English);

    [Fact]
    public async Task A_long_consultation_becomes_a_note_of_the_local_model()
    {
        await using var server = await StartAsync();
        await using var scribe = Scribe(server);

        var note = await scribe.NoteAsync(transcript: Consultation);

        Assert.Equal(("local", server.Model, false), (note.Provider, note.Model, note.Degraded));
        Assert.All(note.Sections, section => Assert.NotEmpty(section.Sentences));
        Assert.True(note is { InputTokens: > 1000, OutputTokens: > 50 });
    }

    [Fact]
    public async Task Its_death_in_mid_answer_is_noticed_and_the_built_in_engine_writes()
    {
        await using var server = await StartAsync(dieAfterTokens: 20);
        await using var scribe = Scribe(server);

        var note = await scribe.NoteAsync();

        Assert.Equal(("builtin", true), (note.Provider, note.Degraded));
        Assert.Equal(["local_cut"], note.Reasons);
        Assert.NotEmpty(note.Sections);
        await server.ExitAsync();
    }

    [Fact]
    public async Task Cancelling_the_note_stops_the_model()
    {
        await using var server = await StartAsync(paceMilliseconds: 100);
        await using var scribe = Scribe(server);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(async () => await scribe.EventsAsync(ct: cancelling.Token).ToListAsync(CancellationToken.None), Ct);

        await Eventually.TrueAsync(async () => await server.HealthAsync(Ct) is { Running: 1, Generated: > 0 }, s_within);
        await cancelling.CancelAsync();

        await Eventually.TrueAsync(async () => await server.HealthAsync(Ct) is { Running: 0, Abandoned: 1 }, s_within);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }
}
