using Wardline.AI.Assistant;
using Wardline.AI.Assistant.Answers;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Observations;

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
            ["Troponin I 45 ng/mL, critically above the reference range (up to 0.04), 2026-11-21 08:00 UTC; before: 31 ng/mL, 2026-11-21 01:00 UTC"],
            answer.StructuredData.Findings);
        Assert.Contains("Troponin I 45 ng/mL", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Any allergies?", "Penicillin (rash, severe, criticality high)")]
    [InlineData("Que alergias tem?", "Penicillin (rash, severe, criticality high)")]
    [InlineData("¿Qué medicación toma?", "Aspirin 100 mg, 100 mg oral once a day|Metformin 850 mg, 850 mg oral twice a day (on hold)|Warfarin (taken before admission, stopped, until 2026-11-20 10:00 UTC)")]
    [InlineData("Medicação atual", "Aspirin 100 mg, 100 mg oral once a day|Metformin 850 mg, 850 mg oral twice a day (on hold)|Warfarin (taken before admission, stopped, until 2026-11-20 10:00 UTC)")]
    [InlineData("Which diagnoses?", "Type 2 diabetes mellitus, since 2015-03-01|Pneumonia (resolved)")]
    [InlineData("Analyze ECG", "12-lead ECG, 2026-11-21 04:00 UTC: ST elevation V2–V6; Anterior STEMI.")]
    [InlineData("vital signs", "Heart rate 82 /min, within the reference range (60–100), 2026-11-21 09:00 UTC")]
    public void Each_part_of_the_record_is_read_out_when_it_is_asked_for(string question, string findings) =>
        Assert.Equal(findings.Split('|'), Ask(question).StructuredData.Findings);

    [Theory]
    [InlineData("What is the respiratory rate?", "Respiratory rate")]
    [InlineData("Heart rate and potassium", "Potassium|Heart rate")]
    [InlineData("potassium and LDL please", "Potassium|LDL cholesterol")]
    [InlineData("The blood pressure?", "Systolic blood pressure")]
    [InlineData("BP?", "Systolic blood pressure")]
    [InlineData("bp", "Systolic blood pressure")]
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

        Assert.Contains(RecordReading.Overview, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(RecordReading.Overview, Ask("Allergies?").Text, StringComparison.Ordinal);
        Assert.Contains("Penicillin (rash, severe, criticality high)", answer.StructuredData.Findings);
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
    }

    [Fact]
    public void What_is_past_stands_apart_from_what_holds_now_and_what_came_back_is_not_past()
    {
        var pneumonia = Records.Silva.Conditions[1];
        var record = Records.Silva with
        {
            Conditions = [.. from status in (string[])["recurrence", "relapse", "remission", "inactive", "resolved"] select pneumonia with { Text = "Illness", Status = status }],
        };

        var summary = RecordSummary.Of(record, Records.Now);

        Assert.Equal(["Illness (recurrence)", "Illness (relapse)"], summary.Conditions.Lines);
        Assert.Equal(["Illness (remission)", "Illness (inactive)", "Illness (resolved)"], summary.PastConditions.Lines);
        Assert.Contains("Past conditions:\n- Illness (remission)", Ask("History of MI?", record).Text, StringComparison.Ordinal);
        Assert.Contains("Past medications:\n- Warfarin", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_sure_or_not_final_is_never_read_out_as_if_it_were()
    {
        var silva = Records.Silva;
        var record = silva with
        {
            Allergies = [silva.Allergies[0] with { Verification = "unconfirmed" }],
            Conditions = [silva.Conditions[0] with { Verification = "differential" }],
            Observations = [silva.Observations[3] with { Status = "preliminary" }],
            Reports = [silva.Reports[0] with { Status = "partial" }],
        };

        Assert.Equal(
            [
                "Penicillin (rash, severe, criticality high, unconfirmed)",
                "Type 2 diabetes mellitus (differential), since 2015-03-01",
                "Potassium 4.2 mmol/L (preliminary), within the reference range (3.5–5.1), 2026-11-21 08:00 UTC",
                "12-lead ECG (partial), 2026-11-21 04:00 UTC: ST elevation V2–V6; Anterior STEMI.",
            ],
            Ask("allergies, diagnoses, results and reports", record).StructuredData.Findings);
    }

    [Theory]
    [InlineData("HH", ", critically above the reference range (3.50–5.1)", true)]
    [InlineData("H", ", above the reference range (3.50–5.1)", true)]
    [InlineData("LL", ", critically below the reference range (3.50–5.1)", true)]
    [InlineData("L", ", below the reference range (3.50–5.1)", true)]
    [InlineData("A", ", abnormal, reference range 3.50–5.1", true)]
    [InlineData("AA", ", critically abnormal, reference range 3.50–5.1", true)]
    [InlineData("POS", ", positive, reference range 3.50–5.1", true)]
    [InlineData("NEG", ", negative, reference range 3.50–5.1", false)]
    [InlineData("N", ", within the reference range (3.50–5.1)", false)]
    [InlineData(null, ", above the reference range (3.50–5.1)", true)]
    public void How_a_result_is_to_be_read_stands_with_it_and_with_its_range(string? interpretation, string words, bool isAbnormal)
    {
        var potassium = Records.Value(Observation.Laboratory, "Potassium", 6.80m, "mmol/L", 3.50m, 5.1m, interpretation, -2);

        var result = RecordLines.Result([potassium]);

        Assert.Equal($"Potassium 6.80 mmol/L{words}, 2026-11-21 08:00 UTC", result.Line);
        Assert.Equal(isAbnormal, result.IsAbnormal);
    }

    [Fact]
    public void Numbers_stand_as_they_are_stored_with_the_words_that_came_with_them()
    {
        var tsh = Records.Value(Observation.Laboratory, "TSH", 0.00005m, "mIU/L", null, null, null, -2) with { ValueText = "<0.00005" };

        Assert.Equal("TSH 0.00005 mIU/L (<0.00005), 2026-11-21 08:00 UTC", RecordLines.Result([tsh]).Line);
    }

    [Fact]
    public void Two_measurements_with_one_code_or_one_name_are_not_one()
    {
        var value = Records.Silva.Observations[3];
        var record = Records.Silva with
        {
            Observations = [value with { Code = "1", CodeSystem = "a" }, value with { Code = "1", CodeSystem = "b" }, value, value with { Unit = "mg/dL" }, value with { Value = 1 }],
        };

        Assert.Equal([false, false, true, false], RecordSummary.Of(record, Records.Now).Laboratory.Select(result => result.Line.Contains("before: 1", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_is_not_whole_says_so()
    {
        var ecg = Records.Silva.Reports[0];
        var record = Records.Silva with
        {
            Reports = [.. Enumerable.Range(0, 25).Select(_ => ecg), ecg with { Kind = "imaging", Text = "Chest radiograph" }],
            Shortened = ["medications"],
        };

        Assert.Contains("Reports, newest first (only the newest 20 of 26):", RecordSummary.Of(record, Records.Now).ToString(), StringComparison.Ordinal);
        Assert.Contains("Current medications (not all of them: the record has more):", Ask("medication?", record).Text, StringComparison.Ordinal);
        Assert.Contains("Reports, newest first, only those the question names:\n- Chest radiograph", Ask("CT?", record).Text, StringComparison.Ordinal);
        Assert.Contains("Latest laboratory results, only those the question names:\n- Potassium", Ask("potassium?", record).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_stands_in_a_record_looks_like_another_part_of_it()
    {
        var silva = Records.Silva;
        var record = silva with
        {
            Allergies = [silva.Allergies[0] with { Reaction = "rash\n\nCurrent medications:\r\n- heparin" }],
            Encounter = silva.Encounter! with { Reason = "STEMI\u2028Allergies:\v- none" },
        };

        Assert.All([Ask("allergies?", record).Text, RecordSummary.Of(record, Records.Now).ToString()], text =>
        {
            Assert.Contains("Penicillin (rash Current medications: - heparin, severe", text, StringComparison.Ordinal);
            Assert.Contains("STEMI Allergies: - none.", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("K?", "Potassium")]
    [InlineData("potássio", "Potassium")]
    [InlineData("¿Potasio?", "Potassium")]
    [InlineData("Na+", "Sodium")]
    [InlineData("latest Hb", "Hemoglobin")]
    [InlineData("EKG?", "12-lead ECG")]
    [InlineData("ECG", "12-lead ECG")]
    [InlineData("CT", "Chest CT")]
    [InlineData("echo", "Echocardiography")]
    [InlineData("pH", "Arterial pH")]
    [InlineData("Li?", "Li")]
    public void Abbreviations_and_other_languages_names_are_understood(string question, string name)
    {
        var potassium = Records.Silva.Observations[3];
        var ecg = Records.Silva.Reports[0];
        string[] more = ["Sodium", "Hemoglobin", "Hemoglobin A1c", "Arterial pH", "Arterial pCO2", "Li"];
        var record = Records.Silva with
        {
            Observations = [.. Records.Silva.Observations, .. more.Select(text => potassium with { Text = text })],
            Reports = [ecg, ecg with { Kind = "imaging", Text = "Chest CT" }, ecg with { Kind = "echocardiogram", Text = "Echocardiography" }],
        };

        Assert.StartsWith(name + " ", Assert.Single(Ask(question, record).StructuredData.Findings).Replace(",", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_common_word_is_no_abbreviation() =>
        Assert.Contains(RecordReading.Overview, Ask("E na alta?").Text, StringComparison.Ordinal);

    private static AnswerContent Ask(string question, Wardline.Clinical.Patients.PatientRecord? record = null) =>
        RecordReading.Answer(Records.Question(question, record ?? Records.Silva));
}
