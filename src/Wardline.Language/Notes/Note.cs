using Wardline.Language.Provenance;

namespace Wardline.Language.Notes;

public enum NoteLayout
{
    /// <summary>Subjective, objective (examination, results), assessment and plan.</summary>
    Soap,

    /// <summary>Chief complaint, history of present illness, physical examination, assessment, plan.</summary>
    Clinical,
}

/// <summary>A note: sections in the order of its layout, each with at least one sentence.</summary>
public sealed record Note(NoteLayout Layout, IReadOnlyList<NoteSection> Sections);

/// <param name="Key">One of <see cref="NoteOutline"/>'s keys for the layout.</param>
/// <param name="Title">What a person reads above it.</param>
public sealed record NoteSection(string Key, string Title, IReadOnlyList<NoteSentence> Sentences);

/// <param name="Sources">Where it was said. Empty when nothing in the transcript says it; then it is flagged.</param>
/// <param name="Flags">What in it nothing in its sources supports.</param>
public sealed record NoteSentence(string Text, IReadOnlyList<SourceSpan> Sources, IReadOnlyList<NoteFlag> Flags);
