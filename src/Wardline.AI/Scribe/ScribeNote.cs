using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>A note as its author gets it. docs/protocol/scribe.md says what each field means.</summary>
/// <param name="Note">The sections as one text.</param>
/// <param name="Turns">What the sources of its sentences point into. Left out where they went ahead of the note.</param>
public sealed record ScribeNote(
    Guid Id,
    string Note,
    IReadOnlyList<NoteSection> Sections,
    IReadOnlyList<Turn>? Turns,
    NoteLayout Layout,
    string Provider,
    string? Model,
    bool Degraded,
    IReadOnlyList<string> Reasons,
    bool Cached,
    Guid? PatientId,
    DateTimeOffset CreatedAt,
    long TookMs);

/// <summary>A note in a list: not a word of it.</summary>
public sealed record ScribeNoteSummary(Guid Id, Guid? PatientId, NoteLayout Layout, string Provider, bool Degraded, DateTimeOffset CreatedAt);

/// <param name="Next">The <c>before</c> of the next page; absent on the last.</param>
public sealed record ScribeNotePage(IReadOnlyList<ScribeNoteSummary> Items, Guid? Next);

/// <summary>The data of a <c>scribe_note</c> change.</summary>
public sealed record ScribeNoteChange(Guid Id, Guid? PatientId, NoteLayout Layout, string Provider, bool Degraded);

/// <summary>The data of a <c>scribe_note_deleted</c> change.</summary>
public sealed record ScribeNoteDeletion(Guid Id);
