using Npgsql;
using Wardline.Access;

namespace Wardline.Clinical.Patients;

/// <param name="Label">How people call the patient: <c>João Silva #7823</c>.</param>
public sealed record PatientReference(Guid Id, string Label);

/// <summary>Answers other modules whether somebody may see a patient, and whom they mean, and nothing more.</summary>
public sealed class PatientDirectory(NpgsqlDataSource database)
{
    /// <summary>False for a patient who is not there and for one who is not this person's.</summary>
    public async Task<bool> CanSeeAsync(Actor actor, Guid patientId, CancellationToken ct) =>
        await PatientAccess.FindEncounterAsync(database, actor, patientId, ct) is not null;

    /// <param name="named">An id, or a medical record number with or without a <c>#</c> before it.</param>
    /// <returns>Null for a patient who is not there and for one who is not this person's.</returns>
    public async Task<PatientReference?> FindAsync(Actor actor, string named, CancellationToken ct)
    {
        if (named.Contains('\0', StringComparison.Ordinal))
        {
            return null;        // PostgreSQL cannot hold it
        }

        await using var query = database.CreateCommand("""
            select p.id, p.given_name || ' ' || p.family_name || ' #' || p.mrn from patient p
            where (p.id = $1 or p.mrn = $2)
              and exists (select 1 from active_encounter e where e.patient_id = p.id and e.department_id = any($3))
            limit 1
            """);
        query.Parameters.AddWithValue(Guid.TryParse(named, out var id) ? id : Guid.Empty);
        query.Parameters.AddWithValue(named.StartsWith('#') ? named[1..] : named);
        query.Parameters.AddWithValue(actor.Departments.ToArray());
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new PatientReference(row.GetGuid(0), row.GetString(1)) : null;
    }
}
