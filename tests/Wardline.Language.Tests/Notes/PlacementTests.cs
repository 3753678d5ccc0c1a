namespace Wardline.Language.Notes;

/// <summary>Which section a statement stands in, and under which problem.</summary>
public sealed class PlacementTests
{
    private const string Examining = "Doctor: Let me examine you.\n";
    private const string Results = "Doctor: Let me examine you. Belly is soft. First the results.\n";

    [Theory]
    [InlineData("The aspirin goes on, 100 milligrams a day.")]
    [InlineData("I start ramipril, 5 milligrams once a day.")]
    [InlineData("For pain, paracetamol, 1 gram every 8 hours.")]
    [InlineData("If you throw up again at home, you come back.")]
    [InlineData("We check the creatinine again tomorrow.")]
    [InlineData("Tamsulosin is on hold because of the pressure.")]
    [InlineData("No ibuprofen, please.")]
    [InlineData("The apixaban is back, 5 milligrams twice a day.")]
    public void What_is_to_be_done_is_plan_before_a_plan_is_announced(string said)
    {
        Assert.StartsWith("P|", Assert.Single(Written.Lines(Examining + "Doctor: " + said)), StringComparison.Ordinal);
        Assert.StartsWith("P|", Written.Lines(Results + "Doctor: " + said)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_given_is_no_plan() =>
        Assert.DoesNotContain(Written.Lines(Examining + "Doctor: You had ketorolac, 30 milligrams into the vein."), line => line.StartsWith("P|", StringComparison.Ordinal));

    [Fact]
    public void A_home_medicine_told_in_the_history_stays_there() =>
        Assert.Equal(["S|Metformin, 850, twice a day."], Written.Lines("Doctor: And you take?\nPatient: Metformin, 850, twice a day."));

    [Fact]
    public void Problems_counted_off_carry_what_is_said_of_them()
    {
        var lines = Written.Lines(Examining + """
            Doctor: Belly is soft. So. First, the kidneys. We stop the dialysis tonight. Second, the delirium. No sleeping pills. Third, the anemia. Fourth, the diabetes. Metformin goes on.
            Patient: Okay.
            Doctor: Second, the delirium. We check the urine.
            """);
        Assert.Equal(["E|Belly is soft.", "P|Kidneys.", "P|We stop the dialysis tonight.", "P|Delirium.", "P|No sleeping pills.", "P|We check the urine.", "P|Diabetes.", "P|Metformin goes on."], lines);
    }

    [Fact]
    public void A_value_that_was_measured_is_a_result_in_the_midst_of_the_plan() =>
        Assert.Contains("R|Creatinine was 1.07 and then 1.03.", Written.Planned("Creatinine was 1.07 and then 1.03."));

    [Fact]
    public void What_the_x_ray_looks_like_is_a_result() =>
        Assert.StartsWith("R|", Written.Lines(Results + "Doctor: Looking at the chest x-ray, it looks like you have some fluid in your lungs.")[^1], StringComparison.Ordinal);

    [Theory]
    [InlineData("Doctor: Blood pressure 138 over 78, heart rate 76, regular on the monitor.")]
    [InlineData("Nurse: 132 over 74, pulse 82, 95 percent on room air.")]
    public void Vital_signs_are_found_whoever_reads_them_out(string said) =>
        Assert.StartsWith("E|", Assert.Single(Written.Lines("Doctor: How was the night?\nPatient: Fine.\n" + said)), StringComparison.Ordinal);

    [Fact]
    public void What_a_relative_tells_is_history() =>
        Assert.Equal(["S|She fell on the right hip."], Written.Lines(Examining + "Daughter: She fell on the right hip."));

    [Theory]
    [InlineData("Both feet.")]
    [InlineData("Hold your breath.")]
    [InlineData("Then the blood.")]
    [InlineData("First the results.")]
    [InlineData("That's normal.")]
    [InlineData("Your heart failure.")]
    public void Names_of_what_is_looked_at_are_no_findings(string said) => Assert.Empty(Written.Lines(Examining + "Doctor: " + said));

    [Theory]
    [InlineData("Arms are normal.")]
    [InlineData("No swelling.")]
    [InlineData("Sodium 134.")]
    public void A_short_finding_stays(string said) => Assert.Single(Written.Lines(Examining + "Doctor: " + said));

    [Fact]
    public void A_place_asked_about_while_pressing_is_no_complaint() =>
        Assert.Empty(Written.Lines(Examining + "Doctor: Right side?\nPatient: Nothing."));

    [Fact]
    public void A_sentence_that_goes_on_joins_the_one_before()
    {
        var sections = Written.Sections("Doctor: Where was it?\nPatient: My left arm hurt. And up into the jaw.");
        var sentence = Assert.Single(Assert.Single(sections).Sentences);
        Assert.EndsWith(", up into the jaw.", sentence.Text, StringComparison.Ordinal);
        Assert.Equal(2, sentence.Sources.Count);
    }

    [Fact]
    public void The_first_complaint_told_when_asked_for_is_the_chief_complaint()
    {
        const string Talk = "Doctor: What happened?\nPatient: I'm not dizzy. My chest hurts since noon. I vomited.";
        Assert.Contains("S|Chief complaint: the patient's chest hurts since noon.", Written.Lines(Talk));
        Assert.Equal(["chief_complaint|The patient's chest hurts since noon."], Written.Lines(Talk, NoteLayout.Clinical).Where(line => line.StartsWith("chief", StringComparison.Ordinal)));
    }

    [Fact]
    public void Results_open_the_assessment_where_they_have_no_section()
    {
        var lines = Written.Lines(Results + "Doctor: Creatinine was 1.07.\nDoctor: My assessment and plan. Number one, the kidneys. I think the kidney failure is better. Sodium was 134.", NoteLayout.Clinical);
        Assert.Equal(["assessment|Creatinine was 1.07.", "assessment|Sodium was 134.", "assessment|Kidneys."], lines.Where(line => line.StartsWith("assessment", StringComparison.Ordinal)).Take(3));
    }

    [Fact]
    public void A_negative_finding_is_a_question_only_when_it_is_answered()
    {
        Assert.Equal(["E|Belly is soft.", "E|No guarding, no rebound."], Written.Lines(Examining + "Doctor: Belly is soft. No guarding, no rebound. Sit up."));
        Assert.DoesNotContain("E|No pain here.", Written.Lines(Examining + "Doctor: No pain here.\nPatient: A little."));
    }

    [Fact]
    public void A_clause_with_when_is_no_question() =>
        Assert.Contains("R|When the patient came in, potassium was 7.1.", Written.Lines(Results + "Doctor: When you came in, potassium was 7.1."));

    [Fact]
    public void An_allergy_the_clinician_names_is_history() =>
        Assert.Contains("S|She has an allergy to penicillin.", Written.Lines(Results + "Doctor: She has an allergy to penicillin."));

    [Fact]
    public void A_diagnosis_in_few_words_is_the_assessment() =>
        Assert.Contains(Written.Lines(Examining + "Doctor: It's a stone."), line => line is "P|It is a stone.");

    [Fact]
    public void The_chief_complaint_stands_first() =>
        Assert.StartsWith("S|Chief complaint: ", Written.Lines("Doctor: What happened?\nPatient: It began with my belly. I had diarrhoea.")[0], StringComparison.Ordinal);

    [Fact]
    public void An_order_that_points_back_follows_what_it_points_to() =>
        Assert.Equal(["P|Tamsulosin is on hold.", "P|It starts again when that comes out."], Written.Planned("Tamsulosin is on hold. It starts again when that comes out."));
}
