using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;
using Wardline.StandIns;

namespace Wardline.AI.Tests.Harness;

/// <summary>The scribe as the server registers it, without a database.</summary>
internal sealed class ScribeUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="settings">Behind <c>Wardline:AI:</c>.</param>
    public ScribeUnderTest(StandIn? local = null, StandIn? cloud = null, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            // Nothing listens on the port of nobody.
            ["Wardline:AI:Local:Endpoint"] = local?.Endpoint.ToString() ?? "http://127.0.0.1:1",
            ["Wardline:AI:Cloud:Enabled"] = cloud is null ? "false" : "true",
            ["Wardline:AI:Anthropic:Endpoint"] = cloud?.Endpoint.ToString(),
            ["Wardline:AI:Anthropic:ApiKey"] = "sk-ant-test",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            all[$"Wardline:AI:{name}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection().AddSingleton(time ?? TimeProvider.System).AddModels(configuration);
        _services = services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log)).BuildServiceProvider();
    }

    public Lines Log { get; } = new();

    public ModelStates States => _services.GetRequiredService<ModelStates>();

    public NoteGenerator Generator => _services.GetRequiredService<NoteGenerator>();

    public static Transcript Visit { get; } = new(
        [
            new(0, Speaker.Clinician, "doctor", "Good morning, what brings you in?"),
            new(1, Speaker.Patient, "patient", "I have had a dry cough for three days."),
            new(2, Speaker.Clinician, "doctor", "Any fever?"),
            new(3, Speaker.Patient, "patient", "No fever."),
            new(4, Speaker.Clinician, "doctor", "Your lungs are clear. Take honey and come back in a week."),
        ],
        Labelled: true,
        SpokenLanguage.English);

    /// <summary>A note of <see cref="Visit"/> in the form that is asked for.</summary>
    public const string Note = """
        {"sections":[{"key":"subjective","sentences":[{"text":"The patient reports a dry cough for three days.","turns":[1]},{"text":"The patient denies fever.","turns":[2,3]}]},{"key":"objective_exam","sentences":[{"text":"The lungs are clear.","turns":[4]}]},{"key":"assessment_and_plan","sentences":[{"text":"Honey; return in a week.","turns":[4]}]}]}
        """;

    public IAsyncEnumerable<NoteEvent> EventsAsync(ModelTier? prefer = null, Transcript? transcript = null, IModelCallLog? calls = null, CancellationToken? ct = null) =>
        Generator.GenerateAsync(new NoteRequest(transcript ?? Visit, NoteLayout.Soap, prefer) { Calls = calls }, ct ?? TestContext.Current.CancellationToken);

    /// <summary>The note, or the problem as an exception with its code.</summary>
    public async Task<GeneratedNote> NoteAsync(ModelTier? prefer = null, Transcript? transcript = null, IModelCallLog? calls = null)
    {
        var events = await EventsAsync(prefer, transcript, calls).ToListAsync(TestContext.Current.CancellationToken);
        return events[^1] is NoteEvent.Completed { Note: var note } ? note : throw new InvalidOperationException(((NoteEvent.Failed)events[^1]).Problem.Code);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
