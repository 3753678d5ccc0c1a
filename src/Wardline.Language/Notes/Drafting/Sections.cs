namespace Wardline.Language.Notes.Drafting;

/// <summary>Which divisions each section of a layout holds.</summary>
internal static class Sections
{
    public static bool Holds(string key, Division division) => key switch
    {
        "subjective" => division is Division.ChiefComplaint or Division.History,
        "objective_exam" or "physical_examination" => division is Division.Exam,
        "objective_results" => division is Division.Results,
        "assessment_and_plan" => division is Division.Problem or Division.Assessment or Division.Plan,
        "chief_complaint" => division is Division.ChiefComplaint,
        "history_of_present_illness" => division is Division.History,
        "assessment" => division is Division.Problem or Division.Assessment or Division.Results,
        "plan" => division is Division.Plan,
        _ => false,
    };

    public static NoteSentence Sentence(string key, Statement statement)
    {
        var text = key == "subjective" && statement.Division == Division.ChiefComplaint
            ? "Chief complaint: " + char.ToLowerInvariant(statement.Text[0]) + statement.Text[1..]
            : statement.Text;
        return new NoteSentence(text, statement.Sources, []);
    }
}
