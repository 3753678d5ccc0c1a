using Wardline.Data.Outcomes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;
using Wardline.Language;

namespace Wardline.AI.Scribe;

/// <summary>Answer to <c>write_note</c>.</summary>
public sealed record NoteAccepted(Guid Id);

/// <param name="ResponseId">The <c>id</c> that <c>write_note</c> was answered with.</param>
public sealed record CancelCommand(Guid ResponseId);

public sealed record NoteTurns(Guid Id, IReadOnlyList<Turn> Turns);

public sealed record NoteStarted(Guid Id, string Provider, string? Model, bool Degraded, IReadOnlyList<string> Reasons);

public sealed record NoteSectionStarted(Guid Id, string Key, string Title);

public sealed record NoteSentenceAdded(Guid Id, string Text, IReadOnlyList<SourceSpan> Sources, IReadOnlyList<NoteFlag> Flags);

public sealed record NoteFailed(Guid Id, string Code, string Message, bool Retryable, long? RetryAfterMs)
{
    public static NoteFailed Of(Guid id, Problem problem) =>
        new(id, problem.Code, problem.Message, problem.Retryable, (long?)problem.RetryAfter?.TotalMilliseconds);
}
