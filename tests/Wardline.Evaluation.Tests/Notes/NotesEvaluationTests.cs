using System.Text.Json;
using Wardline.Evaluation.Data;
using Wardline.Language.Notes;

namespace Wardline.Evaluation.Notes;

public sealed class NotesEvaluationTests
{
    private static readonly AciEncounter[] Encounters =
    [
        new("E1", "[doctor] what brings you in ?\n[patient] i've had a cough for three weeks .\n[doctor] any fever ?\n[patient] no .", "HISTORY\n\nCough for 3 weeks. Denies fever."),
        new("E2", "[doctor] how is the left knee ?\n[patient] it still hurts . i take 400 milligrams of ibuprofen .", "HISTORY\n\nLeft knee pain. Takes ibuprofen 400 mg."),
    ];

    [Fact]
    public void Rouge_never_stands_without_what_the_check_says_of_the_same_notes()
    {
        var rows = NotesEvaluation.Run(Encounters, "ours/two", NoteLayout.Clinical);

        Assert.Equal(
            ["rouge1", "rouge2", "rougeLsum", "flagged_by_own_check", "flagged_by_own_check_number", "flagged_by_own_check_unit", "flagged_by_own_check_drug",
                "flagged_by_own_check_side", "flagged_by_own_check_negation", "flagged_by_own_check_unsupported", "ms_per_note", "ms_per_note_p99"],
            rows.Select(row => row.Metric));
        Assert.All(rows, row => Assert.Equal(("notes", "ours/two"), (row.Task, row.Data)));
        Assert.All(rows.Take(3), row => Assert.All(row.References, reference => Assert.EndsWith("test1", reference.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_patients_note_is_flagged_and_the_right_one_is_not()
    {
        var flagged = NotesEvaluation.Run(Encounters, "ours/two", NoteLayout.Clinical).Single(row => row.Metric == "flagged_by_own_check");

        Assert.Equal([0, 100], flagged.References.Select(reference => reference.Value));
    }

    [Fact]
    public void A_row_has_the_names_of_the_contract()
    {
        var row = JsonSerializer.Serialize(new EvaluationRow("notes", "aci-bench/valid", "rouge1", 50.5, [new Reference("a", 1)], 48, 53, 20), EvaluationJson.Default.EvaluationRow);

        Assert.Equal("""{"task":"notes","data":"aci-bench/valid","metric":"rouge1","ours":50.5,"references":[{"name":"a","value":1}],"low":48,"high":53,"count":20}""", row);
    }

    [Fact]
    public void People_who_wrote_the_notes_are_suspected_far_less_than_a_note_of_another_patient()
    {
        var encounters = AciBench.Read(PublicData.Folder(), "valid");

        var flagged = NotesEvaluation.Run(encounters, "aci-bench/valid", NoteLayout.Clinical).Single(row => row.Metric == "flagged_by_own_check");

        Assert.True(flagged.References[0].Value < 20, $"{flagged.References[0].Value} % of people's sentences");
        Assert.True(flagged.References[1].Value > 75, $"{flagged.References[1].Value} % of another patient's");
    }
}
