namespace Wardline.Language.Notes;

/// <summary>The sections of each layout, in order. Keys are part of the wire contract.</summary>
public static class NoteOutline
{
    private static readonly (string Key, string Title)[] Soap =
    [
        ("subjective", "Subjective"),
        ("objective_exam", "Objective: examination"),
        ("objective_results", "Objective: results"),
        ("assessment_and_plan", "Assessment and plan"),
    ];

    private static readonly (string Key, string Title)[] Clinical =
    [
        ("chief_complaint", "Chief complaint"),
        ("history_of_present_illness", "History of present illness"),
        ("physical_examination", "Physical examination"),
        ("assessment", "Assessment"),
        ("plan", "Plan"),
    ];

    public static IReadOnlyList<(string Key, string Title)> Of(NoteLayout layout) => layout == NoteLayout.Soap ? Soap : Clinical;
}
