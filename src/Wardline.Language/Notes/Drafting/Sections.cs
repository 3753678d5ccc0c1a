namespace Wardline.Language.Notes.Drafting;

/// <summary>Which divisions each section of a layout holds.</summary>
internal static class Sections
{
    public static bool Holds(string key, Division division) => key switch
    {
        "subjective" => division is Division.ChiefComplaint or Division.ToldComplaint or Division.History,
        "objective_exam" or "physical_examination" => division is Division.Exam,
        "objective_results" => division is Division.Results,
        "assessment_and_plan" => division is Division.Problem or Division.Assessment or Division.Plan,
        "chief_complaint" => division is Division.ChiefComplaint or Division.ToldComplaint,
        "history_of_present_illness" => division is Division.ToldComplaint or Division.History,

        // No section of its own for results: what was measured at the bedside stands with the examination, laboratory
        // and imaging open the assessment, which is drawn from them. Statements come with the results first.
        "assessment" => division is Division.Problem or Division.Assessment or Division.Results,
        "plan" => division is Division.Plan,
        _ => false,
    };

    public static NoteSentence Sentence(string key, Statement statement)
    {
        var text = key == "subjective" && statement.Division is (Division.ChiefComplaint or Division.ToldComplaint)
            ? "Chief complaint: " + InSentence(statement.Text)
            : statement.Text;
        return new NoteSentence(text, statement.Sources, []);
    }

    /// <summary>Without the capital of a sentence's beginning; "CT" and "X-ray" keep theirs.</summary>
    private static string InSentence(string text) => text.Length > 1 && char.IsAsciiLetterLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
