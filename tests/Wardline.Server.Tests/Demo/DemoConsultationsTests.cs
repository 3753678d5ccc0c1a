using System.Text.Json;
using System.Text.RegularExpressions;
using Wardline.Clinical.Medications;
using Wardline.Harness;
using Wardline.Language.Transcripts;
using Wardline.Server.Demo.Consultations;

namespace Wardline.Server.Demo;

/// <summary>What is said in the consultations agrees with the record of the patient it is about, at any hour.</summary>
public sealed partial class DemoConsultationsTests(DemoPostgres postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    // The demo hospital is written at its first start, at whatever hour that is.
    private static readonly DateTimeOffset[] Hours = [Noon, Noon.AddHours(-12), Noon.AddHours(-7), Noon.AddHours(11.9)];

    // Beside the formulary's and those that a consultation declares: what a slip of the pen would most likely name.
    private static readonly string[] OtherDrugs =
    [
        "simvastatin", "lisinopril", "metoprolol", "warfarin", "rivaroxaban", "amoxicillin", "cefuroxime", "naproxen", "tramadol",
        "lorazepam", "haloperidol", "gliclazide", "empagliflozin", "hydrochlorothiazide", "doxycycline", "clarithromycin", "aspart", "glargine",
    ];

    public static TheoryData<string> Ids => [.. DemoConsultations.All.Select(each => each.Id)];

    [Fact]
    public void There_are_five_from_every_department_with_ids_and_titles_of_their_own()
    {
        Assert.Equal(5, DemoConsultations.All.Count);
        Assert.Equal(5, DemoConsultations.All.Select(each => each.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(5, DemoConsultations.All.Select(each => each.Title).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(5, DemoConsultations.All.Select(each => each.Mrn).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            DemoAccounts.Departments.Select(department => department.Id).Order(StringComparer.Ordinal),
            DemoConsultations.All.Select(each => each.Department).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Single(DemoConsultations.All, each => each.Form == TranscriptForm.WhisperX);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Each_is_as_long_as_such_a_talk_is(string id) =>
        Assert.InRange(Words(Consultation(id)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, 600, 1300);

    [Theory, MemberData(nameof(Ids))]
    public void Each_is_read_into_turns_of_a_clinician_and_a_patient(string id)
    {
        var consultation = Consultation(id);
        var read = consultation.Form == TranscriptForm.WhisperX
            ? TranscriptReader.TryReadWhisperX(JsonElement.Parse(consultation.Text), out var transcript, out _)
            : TranscriptReader.TryRead(consultation.Text, out transcript, out _);

        Assert.True(read);
        Assert.Equal((true, SpokenLanguage.English), (transcript!.Labelled, transcript.Language));
        Assert.InRange(transcript.Turns.Count(turn => turn.Speaker == Speaker.Clinician), 20, 60);
        Assert.InRange(transcript.Turns.Count(turn => turn.Speaker == Speaker.Patient), 10, 60);
    }

    [Fact]
    public void The_daughter_and_the_nurse_are_neither_clinician_nor_patient()
    {
        Assert.True(TranscriptReader.TryRead(Consultation("hip-with-daughter").Text, out var transcript, out _));
        Assert.Equal(["Daughter", "Nurse"], transcript.Turns.Where(turn => turn.Speaker == Speaker.Other).Select(turn => turn.Label!).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void In_WhisperXs_numbers_the_doctor_is_recognised_by_what_is_said()
    {
        Assert.True(TranscriptReader.TryReadWhisperX(JsonElement.Parse(Consultation("fever-and-cough").Text), out var transcript, out _));
        Assert.Equal(["SPEAKER_00"], transcript.Turns.Where(turn => turn.Speaker == Speaker.Clinician).Select(turn => turn.Label!).Distinct(StringComparer.Ordinal));
        Assert.Equal(["SPEAKER_01"], transcript.Turns.Where(turn => turn.Speaker == Speaker.Patient).Select(turn => turn.Label!).Distinct(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Each_is_about_a_patient_of_its_department(string id)
    {
        var patient = Patient(id, Noon);
        Assert.Equal(Consultation(id).Department, patient.Encounter.DepartmentId);
        var name = patient.Patient.FamilyName.Equals("Faria", StringComparison.Ordinal) ? patient.Patient.GivenName : patient.Patient.FamilyName;
        Assert.Contains(name, Words(Consultation(id)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(patient.Encounter.AttendingName!.Split(' ')[^1], Words(Consultation(id)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_drug_that_is_named_is_on_the_record_or_said_not_to_be(string id)
    {
        var consultation = Consultation(id);
        foreach (var now in Hours)
        {
            var patient = Patient(id, now);
            var known = patient.Medications.SelectMany(medication => Names(medication.Text))
                .Concat(patient.Allergies.SelectMany(allergy => Names(allergy.Substance)))
                .Concat(consultation.NotOnRecord.SelectMany(Names)).ToHashSet(StringComparer.Ordinal);

            Assert.Empty(DrugsNamedIn(Words(consultation)).Except(known, StringComparer.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void What_is_said_not_to_be_on_the_record_is_spoken_of_and_is_not_on_it(string id)
    {
        var consultation = Consultation(id);
        var onRecord = Patient(id, Noon).Medications.Select(medication => medication.Text).ToArray();

        Assert.All(consultation.NotOnRecord, drug => Assert.Contains(drug, Words(consultation), StringComparison.OrdinalIgnoreCase));
        Assert.Empty(consultation.NotOnRecord.Intersect(onRecord, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("infarction-day-two", "Penicillin", "i have penicillin here")]
    [InlineData("left-flank-pain", "Ciprofloxacin", "Ciprofloxacin, Achilles tendinopathy")]
    [InlineData("hip-with-daughter", "Nonsteroidal anti-inflammatory drugs", "She has an allergy to the anti-inflammatories")]
    [InlineData("kidney-and-potassium", "Nonsteroidal anti-inflammatory drugs", "Anti-inflammatories, angioedema")]
    [InlineData("fever-and-cough", null, "Any allergies to medicines?")]
    public void The_allergy_that_is_spoken_of_is_the_one_on_the_record(string id, string? substance, string said)
    {
        var patient = Patient(id, Noon);
        Assert.Contains(said, Words(Consultation(id)), StringComparison.Ordinal);
        Assert.Equal(substance is null ? [] : [substance], patient.Allergies.Select(allergy => allergy.Substance));
        Assert.Equal(substance is null, patient.Patient.NoKnownAllergies);
    }

    [Theory]
    [InlineData("infarction-day-two", "Aspirin", "100 mg", "one hundred milligrams a day")]
    [InlineData("infarction-day-two", "Metformin", "850 mg", "eight fifty, morning and evening")]
    [InlineData("left-flank-pain", "Metformin", "850 mg", "Metformin, 850, twice a day")]
    [InlineData("left-flank-pain", "Dapagliflozin", "10 mg", "Dapagliflozin, 10 milligrams")]
    [InlineData("left-flank-pain", "Omeprazole", "20 mg", "omeprazole 20 before breakfast")]
    [InlineData("left-flank-pain", "Tamsulosin", "0.4 mg", "Point four milligrams, once a day")]
    [InlineData("left-flank-pain", "Ketorolac", "30 mg", "ketorolac, 30 milligrams")]
    [InlineData("left-flank-pain", "Metamizole", "1 g", "a gram of metamizole")]
    [InlineData("left-flank-pain", "Ondansetron", "4 mg", "ondansetron here, 4 milligrams")]
    [InlineData("fever-and-cough", "Metformin", "850 mg", "metformin 850, in the morning and in the evening")]
    [InlineData("fever-and-cough", "Amlodipine", "5 mg", "Amlodipine 5.")]
    [InlineData("fever-and-cough", "Alendronic acid", "70 mg", "alendronic acid, 70.")]
    [InlineData("fever-and-cough", "Colecalciferol", "800 [iU]", "800 units a day")]
    [InlineData("fever-and-cough", "Amoxicillin/clavulanic acid", "1.2 g", "1.2 grams into the vein every eight hours")]
    [InlineData("fever-and-cough", "Azithromycin", "500 mg", "azithromycin, 500 once a day")]
    [InlineData("fever-and-cough", "Paracetamol", "1 g", "Paracetamol, 1 gram")]
    [InlineData("hip-with-daughter", "Paracetamol", "1 g", "paracetamol, one gram every eight hours")]
    [InlineData("hip-with-daughter", "Apixaban", "5 mg", "apixaban is back, 5 milligrams twice a day")]
    [InlineData("hip-with-daughter", "Amlodipine", "5 mg", "Stays, 5.")]
    [InlineData("hip-with-daughter", "Sertraline", "50 mg", "sertraline too, 50")]
    [InlineData("hip-with-daughter", "Insulin glargine", "18 [iU]", "Insulin glargine, 18 units at night")]
    [InlineData("hip-with-daughter", "Colecalciferol", "800 [iU]", "Vitamin D she has, 800 units a day")]
    [InlineData("kidney-and-potassium", "Losartan", "50 mg", "losartan, 50")]
    [InlineData("kidney-and-potassium", "Furosemide", "40 mg", "furosemide, 40")]
    [InlineData("kidney-and-potassium", "Calcium gluconate", "1 g", "calcium gluconate, a gram")]
    [InlineData("kidney-and-potassium", "Sodium bicarbonate", "50 mmol", "bicarbonate, 50 millimoles")]
    [InlineData("kidney-and-potassium", "Heparin", "5000 [iU]", "heparin, 5,000 units")]
    [InlineData("kidney-and-potassium", "Pantoprazole", "40 mg", "pantoprazole, 40")]
    public void A_dose_that_is_said_is_the_one_on_the_record(string id, string drug, string dose, string said)
    {
        Assert.Contains(said, Words(Consultation(id)), StringComparison.Ordinal);
        Assert.Equal(dose, Assert.Single(Patient(id, Noon).Medications, medication => medication.Text == drug).Dose);
    }

    [Theory]
    [InlineData("infarction-day-two", "Troponin I", 1.8, "one point eight when you came in")]
    [InlineData("infarction-day-two", "Troponin I", 45, "went up to forty five at fifteen hours")]
    [InlineData("infarction-day-two", "BNP", 420, "from four twenty")]
    [InlineData("infarction-day-two", "BNP", 680, "to six eighty")]
    [InlineData("infarction-day-two", "LDL cholesterol, calculated", 158, "l d l is one fifty eight")]
    [InlineData("infarction-day-two", "Hemoglobin A1c", 8.1, "h b a one c, is eight point one")]
    [InlineData("infarction-day-two", "Creatinine", 1.21, "creatinine is one point two one")]
    [InlineData("left-flank-pain", "Body weight", 74, "that's, um, 74 kilos")]
    [InlineData("left-flank-pain", "Leukocytes", 10.5, "White count in the blood is 10.5")]
    [InlineData("left-flank-pain", "C-reactive protein", 4.3, "CRP 4.3")]
    [InlineData("left-flank-pain", "Creatinine", 1.07, "Creatinine was 1.07")]
    [InlineData("left-flank-pain", "Creatinine", 1.03, "and then 1.03")]
    [InlineData("left-flank-pain", "Glucose", 212, "212 when you came")]
    [InlineData("left-flank-pain", "Glucose", 162, "162 the last time")]
    [InlineData("left-flank-pain", "Hemoglobin A1c", 7.7, "HbA1c, is 7.7")]
    [InlineData("fever-and-cough", "C-reactive protein", 208.1, "CRP was 208 when you came")]
    [InlineData("fever-and-cough", "C-reactive protein", 234.2, "it went to 234")]
    [InlineData("fever-and-cough", "C-reactive protein", 200.4, "coming down, 200")]
    [InlineData("fever-and-cough", "Leukocytes", 17.5, "White cells 17.5")]
    [InlineData("fever-and-cough", "Procalcitonin", 2.42, "procalcitonin 2.42")]
    [InlineData("fever-and-cough", "Lactate", 2.4, "Lactate was 2.4")]
    [InlineData("fever-and-cough", "Lactate", 1.6, "it's 1.6 after the fluids")]
    [InlineData("fever-and-cough", "Creatinine", 0.79, "creatinine is 0.79")]
    [InlineData("fever-and-cough", "Urea nitrogen", 24, "urea nitrogen's at 24")]
    [InlineData("fever-and-cough", "Glucose", 210, "210 when you came")]
    [InlineData("fever-and-cough", "Hemoglobin A1c", 7.8, "three-month value, is 7.8")]
    [InlineData("fever-and-cough", "Systolic blood pressure", 105, "105 systolic")]
    [InlineData("hip-with-daughter", "Hemoglobin", 12.2, "Haemoglobin was 12.2")]
    [InlineData("hip-with-daughter", "Hemoglobin", 10.2, "then 10.2")]
    [InlineData("hip-with-daughter", "Sodium", 134, "Sodium 134")]
    [InlineData("hip-with-daughter", "C-reactive protein", 97.9, "CRP went up to 98")]
    [InlineData("hip-with-daughter", "Hemoglobin A1c", 7.8, "Long-term sugar, 7.8")]
    [InlineData("kidney-and-potassium", "Body weight", 70, "you're 70 kilos")]
    [InlineData("kidney-and-potassium", "Potassium", 7.1, "potassium was 7.1")]
    [InlineData("kidney-and-potassium", "Potassium", 6.2, "went to 6.2")]
    [InlineData("kidney-and-potassium", "Potassium", 5.3, "then 5.3")]
    [InlineData("kidney-and-potassium", "Potassium", 4.9, "the last one is 4.9")]
    [InlineData("kidney-and-potassium", "Creatinine", 7.85, "Creatinine was 7.85")]
    [InlineData("kidney-and-potassium", "Creatinine", 3.88, "it's now 3.88")]
    [InlineData("kidney-and-potassium", "Arterial pH", 7.18, "pH was 7.18")]
    [InlineData("kidney-and-potassium", "Arterial pH", 7.36, "it's 7.36")]
    [InlineData("kidney-and-potassium", "Bicarbonate, arterial", 21, "bicarbonate 21")]
    [InlineData("kidney-and-potassium", "Heart rate", 52, "your rate was 52")]
    public void A_value_that_is_said_is_one_of_the_record(string id, string test, double value, string said)
    {
        Assert.Contains(said, Words(Consultation(id)), StringComparison.Ordinal);
        Assert.All(Hours, now => Assert.Contains(Patient(id, now).Observations, each => each.Text == test && each.Value == (decimal)value));
    }

    [Theory]
    [InlineData("infarction-day-two", "LVEF 38 %", "ejection fraction is thirty eight percent")]
    [InlineData("infarction-day-two", "No apical thrombus", "no clot in the apex")]
    [InlineData("infarction-day-two", "ST elevation V2–V6", "v two to v six")]
    [InlineData("left-flank-pain", "Stone of 5 mm in the distal left ureter", "five millimetres in the lower left ureter")]
    [InlineData("left-flank-pain", "Mild left hydronephrosis", "mild hydronephrosis on the left")]
    [InlineData("left-flank-pain", "No stranding", "no stranding")]
    [InlineData("fever-and-cough", "Right lower lobe consolidation", "pneumonia in the right lower lobe")]
    [InlineData("fever-and-cough", "No effusion", "no fluid around the lung")]
    [InlineData("hip-with-daughter", "Displaced intracapsular fracture of the femoral neck", "The right one, broken neck of the femur")]
    [InlineData("kidney-and-potassium", "Peaked T waves V2–V5", "peaked T waves from V2 to V5")]
    [InlineData("kidney-and-potassium", "PR 240 ms", "PR was 240")]
    [InlineData("kidney-and-potassium", "QRS 128 ms", "QRS 128")]
    public void A_finding_that_is_told_is_one_of_the_reports(string id, string finding, string said)
    {
        Assert.Contains(said, Words(Consultation(id)), StringComparison.Ordinal);
        Assert.All(Hours, now => Assert.Contains(Patient(id, now).Reports, report => report.Findings.Contains(finding)));
    }

    [Fact]
    public async Task Only_those_who_may_see_the_patient_are_told_who_it_is()
    {
        await using var server = await WardServer.StartAsync(postgres);
        using var physician = await server.SignInAsync("dr.santos.cardio");
        using var administrator = await server.SignInAsync("admin.demo");

        var seen = await ItemsAsync(physician);
        Assert.Equal(DemoConsultations.All.Select(each => each.Id), seen.Select(each => each.GetProperty("id").GetString()));
        Assert.All(seen, each => Assert.Equal(
            each.GetProperty("id").GetString() == "infarction-day-two" ? JsonValueKind.String : JsonValueKind.Null, each.GetProperty("patient_id").ValueKind));
        Assert.All(seen, each => Assert.NotEqual(each.TryGetProperty("transcript", out _), each.TryGetProperty("whisperx", out _)));
        Assert.All(await ItemsAsync(administrator), each => Assert.Equal(JsonValueKind.Null, each.GetProperty("patient_id").ValueKind));
    }

    private static async Task<JsonElement[]> ItemsAsync(HttpClient client) =>
        [.. JsonElement.Parse(await client.GetStringAsync("/api/demo/consultations")).GetProperty("items").EnumerateArray()];

    private static DemoConsultation Consultation(string id) => DemoConsultations.All.Single(each => each.Id == id);

    private static DemoPatient Patient(string id, DateTimeOffset now) =>
        DemoHospital.Create(DemoHospital.Seed, now).Patients.Single(patient => patient.Patient.Mrn == Consultation(id).Mrn);

    private static string Words(DemoConsultation consultation) => consultation.Form == TranscriptForm.Labelled
        ? consultation.Text
        : string.Join('\n', JsonElement.Parse(consultation.Text).GetProperty("segments").EnumerateArray().Select(each => each.GetProperty("text").GetString()!.Trim()));

    private static IEnumerable<string> DrugsNamedIn(string words)
    {
        var vocabulary = typeof(Formulary).GetFields().Select(field => ((Drug)field.GetValue(null)!).Text)
            .Concat(DemoConsultations.All.SelectMany(each => each.NotOnRecord)).Concat(OtherDrugs).SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        return WordPattern().Matches(words).Select(match => match.Value.ToLowerInvariant()).Where(vocabulary.Contains).Distinct(StringComparer.Ordinal);
    }

    // "Amoxicillin/clavulanic acid" may be called by either half. Words that are also a substance in the blood name no drug.
    private static IEnumerable<string> Names(string drug) =>
        WordPattern().Matches(drug).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length > 5 && word is not ("sodium" or "potassium" or "chloride" or "calcium" or "bicarbonate" or "lactate"));

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordPattern();
}
