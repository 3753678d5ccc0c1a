using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardline.Access;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Conditions;
using Wardline.Clinical.Encounters;
using Wardline.Clinical.Medications;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Reports;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Clinical.Patients;

/// <summary>Opens a patient's record. Each opening, and each attempt, leaves an audit row; without it there is no answer.</summary>
public sealed class ViewPatient(WardlineDb db, NpgsqlDataSource database, ChangeWriter writer)
{
    /// <summary>Some two weeks of a ward's values of one category; what is older belongs to a paged view.</summary>
    public const int MostObservations = 1000;

    private const int MostRows = 500;

    public async Task<Outcome<PatientRecord>> HandleAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (await PatientAccess.FindEncounterAsync(database, actor, id, ct) is not { } encounterId)
        {
            var refusal = Problem.NotFound("The patient");
            var noted = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("patient.read", "patient", id.ToString(), outcome: refusal.Code) });
            return noted.Problem ?? refusal;
        }

        var record = await ReadAsync(id, encounterId, ct);
        var audited = await writer.WriteAsync(new WriteUnit
        {
            Audit = actor.Audit("patient.read", "patient", id.ToString(), patientId: id, purpose: "treatment"),
        });
        return audited.Problem is { } unaudited ? unaudited : record;
    }

    private async Task<PatientRecord> ReadAsync(Guid id, Guid encounterId, CancellationToken ct)
    {
        var shortened = new List<string>();
        var patient = await db.Set<Patient>().AsNoTracking().SingleAsync(each => each.Id == id, ct);
        var encounter = await db.Set<Encounter>().AsNoTracking().SingleAsync(each => each.Id == encounterId, ct);
        var allergies = await db.Set<Allergy>()
            .Where(each => each.PatientId == id && each.ClinicalStatus == "active" && (each.VerificationStatus == "confirmed" || each.VerificationStatus == "unconfirmed"))
            .OrderByDescending(each => each.Criticality == "high").ThenBy(each => each.Substance).Take(MostRows + 1)
            .Select(each => new AllergyView(each.Id, each.Substance, each.Code, each.Reaction, each.Severity, each.Criticality, each.VerificationStatus))
            .ToListAsync(ct);
        var conditions = await db.Set<Condition>()
            .Where(each => each.PatientId == id && each.VerificationStatus != "entered-in-error" && each.VerificationStatus != "refuted")
            .OrderBy(each => each.Category).ThenByDescending(each => each.Onset).ThenBy(each => each.Id).Take(MostRows + 1)
            .Select(each => new ConditionView(each.Id, each.Text, each.Code, each.CodeSystem, each.ClinicalStatus, each.VerificationStatus, each.Onset))
            .ToListAsync(ct);
        var medications = await db.Set<Medication>()
            .Where(each => each.PatientId == id && each.Status != "entered-in-error")
            .OrderBy(each => each.Status != "active").ThenByDescending(each => each.StartedAt).ThenBy(each => each.Id).Take(MostRows + 1)
            .Select(each => new MedicationView(
                each.Id, each.Kind, each.Text, each.Code, each.Dose, each.Route, each.Frequency, each.Status, each.StartedAt, each.EndedAt))
            .ToListAsync(ct);
        var observations = await NewestObservations(id)
            .OrderByDescending(each => each.EffectiveAt).ThenBy(each => each.Id)
            .Select(each => new ObservationView(
                each.Id, each.Category, each.Text, each.Code, each.CodeSystem, each.Status, each.Value, each.ValueText, each.Unit,
                each.ReferenceLow, each.ReferenceHigh, each.Interpretation, each.EffectiveAt))
            .ToListAsync(ct);
        var reports = await db.Set<DiagnosticReport>()
            .Where(each => each.PatientId == id && each.Status != "entered-in-error" && each.Status != "cancelled")
            .OrderByDescending(each => each.EffectiveAt).ThenBy(each => each.Id).Take(MostRows + 1)
            .Select(each => new ReportView(each.Id, each.Kind, each.Status, each.Text, each.Findings, each.Conclusion, each.EffectiveAt))
            .ToListAsync(ct);

        if (observations.CountBy(each => each.Category).Any(category => category.Value > MostObservations))
        {
            shortened.Add("observations");
        }

        return new(
            new(patient.Id, patient.Mrn, patient.FamilyName, patient.GivenName, patient.BirthDate, patient.Gender, patient.Deceased),
            new(encounter.Id, encounter.DepartmentId, encounter.Location, encounter.AdmittedAt, encounter.Reason, encounter.AttendingName, encounter.Status),
            Within(allergies, "allergies"),
            AllergyKnowledge.Of(allergies.Count > 0, patient.NoKnownAllergies),
            Within(conditions, "conditions"),
            Within(medications, "medications"),
            observations,
            Within(reports, "reports"),
            shortened);

        // One more than is shown was asked for, to know whether there are more.
        List<T> Within<T>(List<T> rows, string name)
        {
            if (rows.Count > MostRows)
            {
                rows.RemoveAt(MostRows);
                shortened.Add(name);
            }

            return rows;
        }
    }

    // Vital signs are measured far more often than anything in the laboratory: neither crowds out the other, and nothing
    // that is measured often crowds out the last value of what is measured rarely.
    private IQueryable<Observation> NewestObservations(Guid patientId) => db.Set<Observation>().FromSql($"""
        select o.* from observation o join (
          select id,
            row_number() over (partition by category order by effective_at desc, id) as place,
            row_number() over (partition by category, code_system, coalesce(code, text), case when code is null then unit end order by effective_at desc, id) as of_measurement
          from observation
          where patient_id = {patientId} and status not in ('entered-in-error', 'cancelled')
        ) newest on newest.id = o.id
        where newest.place <= {MostObservations + 1} or newest.of_measurement <= 2
        """);
}
