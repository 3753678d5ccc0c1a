using Wardline.AI.Pipeline;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>A note while it is being written.</summary>
public abstract record NoteEvent
{
    private NoteEvent()
    {
    }

    /// <summary>A tier begins to answer. Whatever an earlier one had said is void.</summary>
    /// <param name="Provider"><c>cloud</c>, <c>local</c> or <c>builtin</c>.</param>
    /// <param name="Degraded">A tier that should have answered could not.</param>
    /// <param name="Reasons">Stable codes, e.g. <c>local_unreachable</c>, <c>speakers_unlabelled</c>.</param>
    public sealed record Started(string Provider, string? Model, bool Degraded, IReadOnlyList<string> Reasons) : NoteEvent;

    public sealed record SectionStarted(string Key, string Title) : NoteEvent;

    /// <summary>A checked sentence of the section begun last.</summary>
    public sealed record SentenceAdded(NoteSentence Sentence) : NoteEvent;

    /// <summary>The note is complete: the last event of the generator.</summary>
    public sealed record Completed(GeneratedNote Note) : NoteEvent;

    /// <summary>The note is complete and stored: what its author sees instead of <see cref="Completed"/>.</summary>
    public sealed record Kept(ScribeNote Note) : NoteEvent;

    /// <summary>The last event of one that did not.</summary>
    public sealed record Failed(Problem Problem) : NoteEvent;
}

/// <param name="PromptVersion">The prompt file it was asked with; null for the built-in engine.</param>
public sealed record GeneratedNote(
    IReadOnlyList<NoteSection> Sections,
    string Provider,
    string? Model,
    bool Degraded,
    IReadOnlyList<string> Reasons,
    string? PromptVersion,
    long? InputTokens,
    long? OutputTokens,
    TimeSpan Took);

/// <param name="Prefer">The tier to ask first; the ones below it follow. Null: the highest there is.</param>
public sealed record NoteRequest(Transcript Transcript, NoteLayout Layout, ModelTier? Prefer)
{
    /// <summary>Told of every call to a model, before and after it. Null where there is nobody to account to (the command line).</summary>
    public IModelCallLog? Calls { get; init; }
}
