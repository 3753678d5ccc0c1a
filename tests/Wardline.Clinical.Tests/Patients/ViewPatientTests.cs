using System.Net;
using Wardline.Clinical.Conditions;
using Wardline.Clinical.Encounters;
using Wardline.Clinical.Medications;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Reports;
using Wardline.Testing;

namespace Wardline.Clinical.Patients;

public sealed class ViewPatientTests(MigratedPostgres postgres)
{
    private static readonly DateTimeOffset Seen = new(2026, 11, 21, 7, 45, 23, 120, TimeSpan.Zero);

    [Fact]
    public async Task The_record_has_everything_with_codes_units_and_ranges()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var patient = await test.AdmitAsync("cardiology", allergies: ["Penicillin"]);
        await test.SaveAsync(
            new Condition
            {
                Id = Guid.CreateVersion7(),
                PatientId = patient.Id,
                Category = "problem-list-item",
                Text = "Type 2 diabetes mellitus",
                Code = "E11.9",
                CodeSystem = CodeSystems.Icd10Cm,
                ClinicalStatus = "active",
                VerificationStatus = "confirmed",
                Onset = new(2015, 2, 3),
                RecordedAt = Seen,
            },
            new Medication
            {
                Id = Guid.CreateVersion7(),
                PatientId = patient.Id,
                Kind = "order",
                Text = "Aspirin",
                Code = "B01AC06",
                CodeSystem = CodeSystems.Atc,
                Dose = "100 mg",
                Route = "oral",
                Frequency = "once daily",
                Status = "active",
                StartedAt = Seen,
            },
            new Observation
            {
                Id = Guid.CreateVersion7(),
                PatientId = patient.Id,
                Category = "laboratory",
                Status = "final",
                Text = "Troponin I",
                Code = "10839-9",
                CodeSystem = CodeSystems.Loinc,
                Value = 45m,
                Unit = "ng/mL",
                ReferenceHigh = 0.04m,
                Interpretation = "H",
                EffectiveAt = Seen,
            },
            new DiagnosticReport
            {
                Id = Guid.CreateVersion7(),
                PatientId = patient.Id,
                Kind = "ecg",
                Status = "final",
                Text = "12-lead ECG",
                Findings = ["ST elevation V2–V6", "Anterior Q waves"],
                Conclusion = "Anterior STEMI.",
                EffectiveAt = Seen,
            });

        var record = await test.GetAsync($"/api/patients/{patient.Id}");
        Assert.Equal("Silva", record.GetProperty("patient").GetProperty("family_name").GetString());
        Assert.Equal("Dr. Ricardo Santos", record.GetProperty("encounter").GetProperty("attending").GetString());
        Assert.Equal("in-progress", record.GetProperty("encounter").GetProperty("status").GetString());
        Assert.Equal("known", record.GetProperty("allergies_known").GetString());
        Assert.Equal("high", record.GetProperty("allergies")[0].GetProperty("criticality").GetString());
        var condition = record.GetProperty("conditions")[0];
        Assert.Equal(("E11.9", CodeSystems.Icd10Cm, "active", "confirmed", "2015-02-03"), (
            condition.GetProperty("code").GetString(), condition.GetProperty("code_system").GetString(),
            condition.GetProperty("status").GetString(), condition.GetProperty("verification").GetString(), condition.GetProperty("onset").GetString()));
        Assert.Equal(("100 mg", "order"), (record.GetProperty("medications")[0].GetProperty("dose").GetString(), record.GetProperty("medications")[0].GetProperty("kind").GetString()));
        Assert.Equal(("final", "final", "confirmed"), (
            record.GetProperty("observations")[0].GetProperty("status").GetString(), record.GetProperty("reports")[0].GetProperty("status").GetString(),
            record.GetProperty("allergies")[0].GetProperty("verification").GetString()));
        Assert.Empty(record.GetProperty("shortened").EnumerateArray());
        var troponin = record.GetProperty("observations")[0];
        Assert.Equal((45m, "ng/mL", 0.04m, "H", "2026-11-21T07:45:23.120Z"), (
            troponin.GetProperty("value").GetDecimal(), troponin.GetProperty("unit").GetString(), troponin.GetProperty("reference_high").GetDecimal(),
            troponin.GetProperty("interpretation").GetString(), troponin.GetProperty("effective_at").GetString()));
        Assert.False(troponin.TryGetProperty("reference_low", out _));
        Assert.Equal("Anterior Q waves", record.GetProperty("reports")[0].GetProperty("findings")[1].GetString());
    }

    [Fact]
    public async Task What_was_entered_in_error_or_refuted_is_not_shown()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var patient = await test.AdmitAsync("cardiology", allergies: ["Penicillin"]);
        await test.ExecuteAsync("update allergy set verification_status = 'refuted'");
        await test.SaveAsync(new Medication
        {
            Id = Guid.CreateVersion7(),
            PatientId = patient.Id,
            Kind = "order",
            Text = "Wrong patient",
            Status = "entered-in-error",
        });
        await test.SaveAsync(
            [.. from verification in (string[])["refuted", "entered-in-error", "differential"]
                select new Condition
                {
                    Id = Guid.CreateVersion7(),
                    PatientId = patient.Id,
                    Category = "encounter-diagnosis",
                    Text = "Pulmonary embolism",
                    ClinicalStatus = "active",
                    VerificationStatus = verification,
                    RecordedAt = Seen,
                }]);
        var record = await test.GetAsync($"/api/patients/{patient.Id}");
        Assert.Equal("differential", Assert.Single(record.GetProperty("conditions").EnumerateArray()).GetProperty("verification").GetString());
        Assert.Empty(record.GetProperty("allergies").EnumerateArray());
        Assert.Equal("not_known", record.GetProperty("allergies_known").GetString());
        Assert.Empty(record.GetProperty("medications").EnumerateArray());
    }

    [Fact]
    public async Task Vital_signs_crowd_out_no_laboratory_value_and_a_long_list_says_that_it_is_not_all()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var patient = await test.AdmitAsync("cardiology");
        await test.ExecuteAsync($"""
            insert into observation (id, patient_id, category, status, text, value, unit, effective_at)
            select gen_random_uuid(), uuid '{patient.Id}', 'vital-signs', 'final', 'Heart rate', 80, '/min', timestamptz '2026-11-21 07:00Z' - n * interval '1 minute' from generate_series(1, 1500) n
            union all
            select gen_random_uuid(), uuid '{patient.Id}', 'vital-signs', 'final', 'Body height', 180, 'cm', timestamptz '2026-01-01 07:00Z' - n * interval '1 day' from generate_series(1, 3) n
            union all
            select gen_random_uuid(), uuid '{patient.Id}', 'laboratory', 'final', 'TSH', 2.1, 'mIU/L', timestamptz '2026-01-01 07:00Z' - n * interval '1 day' from generate_series(1, 3) n
            """);

        var record = await test.GetAsync($"/api/patients/{patient.Id}");
        var counts = record.GetProperty("observations").EnumerateArray().CountBy(each => each.GetProperty("text").GetString()!).ToDictionary();
        Assert.Equal((2, 3), (counts["Body height"], counts["TSH"]));
        Assert.InRange(counts["Heart rate"], ViewPatient.MostObservations, ViewPatient.MostObservations + 1);
        Assert.Equal("observations", Assert.Single(record.GetProperty("shortened").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Foreign_discharged_and_unknown_patients_are_the_same_404()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var foreign = await test.AdmitAsync("surgery");
        var discharged = await test.AdmitAsync("cardiology", status: EncounterStatus.Finished);
        var answers = new List<string>();
        foreach (var id in (Guid[])[foreign.Id, discharged.Id, Guid.CreateVersion7()])
        {
            answers.Add((await test.GetAsync($"/api/patients/{id}", HttpStatusCode.NotFound)).GetRawText());
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Contains("\"not_found\"", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_look_and_each_attempt_is_audited()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var mine = await test.AdmitAsync("cardiology");
        var foreign = await test.AdmitAsync("surgery");
        await test.GetAsync($"/api/patients/{mine.Id}");
        await test.GetAsync($"/api/patients/{foreign.Id}", HttpStatusCode.NotFound);
        Assert.Equal(
            [("patient.read", mine.Id.ToString(), mine.Id, "ok"), ("patient.read", foreign.Id.ToString(), null, "not_found")],
            await test.AuditAsync());
    }

    [Fact]
    public async Task Without_an_audit_row_there_is_no_record()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var patient = await test.AdmitAsync("cardiology");
        await test.ExecuteAsync("alter table audit add check (act <> 'patient.read')");
        var answer = await test.GetAsync($"/api/patients/{patient.Id}", HttpStatusCode.InternalServerError);
        Assert.False(answer.TryGetProperty("patient", out _));
    }

    [Fact]
    public async Task A_row_cannot_belong_to_another_patients_encounter()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var one = await test.AdmitAsync("cardiology");
        var other = await test.AdmitAsync("cardiology");
        await using var query = test.Database.CreateCommand("select id from encounter where patient_id = $1");
        query.Parameters.AddWithValue(other.Id);
        var foreign = (Guid)(await query.ExecuteScalarAsync())!;
        await Assert.ThrowsAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => test.SaveAsync(new Medication
        {
            Id = Guid.CreateVersion7(),
            PatientId = one.Id,
            EncounterId = foreign,
            Kind = "order",
            Text = "Aspirin",
            Status = "active",
        }));
    }
}
