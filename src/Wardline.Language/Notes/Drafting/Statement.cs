namespace Wardline.Language.Notes.Drafting;

/// <summary>Parts of a note, finer than any layout's sections.</summary>
internal enum Division
{
    ChiefComplaint,

    /// <summary>The reason for the visit in the patient's own words: complaint and history at once.</summary>
    ToldComplaint,
    History,
    Exam,
    Results,

    /// <summary>The name of a problem; what follows in the plan belongs to it.</summary>
    Problem,
    Assessment,
    Plan,
}

/// <summary>One sentence of the note to be, where it belongs and where it was said.</summary>
internal sealed record Statement(Division Division, string Text, IReadOnlyList<SourceSpan> Sources);
