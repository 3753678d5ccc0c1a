using Wardline.AI.Assistant;
using Wardline.AI.Assistant.Answers;
using Wardline.Clinical.Allergies;

namespace Wardline.AI.Tests.Assistant;

public sealed class RecordReadingTests
{
    [Theory]
    [InlineData("What are the latest troponin values?")]
    [InlineData("TROPONIN I?")]
    [InlineData("Qual é a última troponin?")]
    public void A_result_asked_for_by_name_comes_alone_with_the_one_before(string question)
    {
        var answer = Ask(question);

        Assert.Equal(
            ["Troponin I 45 ng/mL, above the reference range (up to 0.04), 2026-11-21 08:00 UTC; before: 31 ng/mL, 2026-11-21 01:00 UTC"],
            answer.StructuredData.Findings);
        Assert.Contains("Troponin I 45 ng/mL", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Any allergies?", "Penicillin (rash, severe)")]
    [InlineData("Que alergias tem?", "Penicillin (rash, severe)")]
    [InlineData("¿Qué medicación toma?", "Aspirin 100 mg, 100 mg oral once a day|Metformin 850 mg, 850 mg oral twice a day (on hold)")]
    [InlineData("Medicação atual", "Aspirin 100 mg, 100 mg oral once a day|Metformin 850 mg, 850 mg oral twice a day (on hold)")]
    [InlineData("Which diagnoses?", "Type 2 diabetes mellitus, since 2015-03-01")]
    [InlineData("Analyze ECG", "12-lead ECG, 2026-11-21 04:00 UTC: ST elevation V2–V6; Anterior STEMI.")]
    [InlineData("vital signs", "Heart rate 82 /min, within the reference range (60–100), 2026-11-21 09:00 UTC")]
    public void Each_part_of_the_record_is_read_out_when_it_is_asked_for(string question, string findings) =>
        Assert.Equal(findings.Split('|'), Ask(question).StructuredData.Findings);

    [Theory]
    [InlineData("What is the respiratory rate?", "Respiratory rate")]
    [InlineData("Heart rate and potassium", "Potassium|Heart rate")]
    [InlineData("potassium and LDL please", "Potassium|LDL cholesterol")]
    [InlineData("The blood pressure?", "Systolic blood pressure")]
    public void A_word_that_belongs_to_a_name_said_in_full_means_no_other(string question, string names)
    {
        var heart = Records.Silva.Observations[^1];
        var potassium = Records.Silva.Observations[^2];
        var record = Records.Silva with
        {
            Observations = [.. Records.Silva.Observations, heart with { Text = "Respiratory rate" }, heart with { Text = "Systolic blood pressure" }, potassium with { Text = "LDL cholesterol" }],
        };

        Assert.Equal(names.Split('|'), Ask(question, record).StructuredData.Findings.Select(finding => names.Split('|').FirstOrDefault(name => finding.StartsWith(name, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_question_that_names_nothing_gets_what_matters_most()
    {
        var answer = Ask("How is he doing?");

        Assert.Contains("Penicillin (rash, severe)", answer.StructuredData.Findings);
        Assert.Contains("Aspirin 100 mg, 100 mg oral once a day", answer.StructuredData.Findings);
        Assert.Contains(answer.StructuredData.Findings, finding => finding.StartsWith("Troponin I 45", StringComparison.Ordinal));
        Assert.DoesNotContain(answer.StructuredData.Findings, finding => finding.StartsWith("Potassium", StringComparison.Ordinal));
    }

    [Fact]
    public void It_says_that_no_model_answered_and_concludes_nothing()
    {
        var answer = Ask("Should we start heparin?");

        Assert.StartsWith("No language model answered.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.StructuredData.Interpretation);
        Assert.Empty(answer.StructuredData.Recommendations);
        Assert.Empty(answer.StructuredData.QuickActions);
    }

    [Fact]
    public void Without_a_patient_it_says_what_it_cannot_do() =>
        Assert.Equal(RecordReading.NoPatient, RecordReading.Answer(Records.Question()).Text);

    [Fact]
    public void An_unknown_is_never_read_out_as_none()
    {
        var unknown = Records.Silva with { Allergies = [], AllergiesKnown = AllergyKnowledge.NotKnown };
        var none = Records.Silva with { Allergies = [], AllergiesKnown = AllergyKnowledge.NoneKnown };

        Assert.Equal(["not known whether there are any"], Ask("Allergies?", unknown).StructuredData.Findings);
        Assert.Equal(["no known allergies"], Ask("Allergies?", none).StructuredData.Findings);
        Assert.Contains("none recorded", Ask("Medication?", Records.Silva with { Medications = [] }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_names_nobody()
    {
        var summary = RecordSummary.Of(Records.Silva, Records.Now).ToString();

        Assert.Contains("Patient: 66 years, male.", summary, StringComparison.Ordinal);       // the birthday is tomorrow
        Assert.All(["Silva", "João", "7823", "1959", "Santos"], word => Assert.DoesNotContain(word, summary, StringComparison.Ordinal));
        Assert.DoesNotContain("Warfarin", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Pneumonia", summary, StringComparison.Ordinal);
    }

    private static AnswerContent Ask(string question, Wardline.Clinical.Patients.PatientRecord? record = null) =>
        RecordReading.Answer(Records.Question(question, record ?? Records.Silva));
}
