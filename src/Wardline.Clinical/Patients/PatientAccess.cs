using Npgsql;
using Wardline.Access;

namespace Wardline.Clinical.Patients;

/// <summary>
/// Who may see a patient: a member of a department in which the patient has an active encounter. The check is part of
/// the statement that finds the patient, so that "not yours" and "not there" are the same answer.
/// </summary>
internal static class PatientAccess
{
    /// <summary>The newest such encounter, or null.</summary>
    public static async Task<Guid?> FindEncounterAsync(NpgsqlDataSource database, Actor actor, Guid patientId, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""
            select id from active_encounter
            where patient_id = $1 and department_id = any($2)
            order by admitted_at desc, id desc limit 1
            """);
        query.Parameters.AddWithValue(patientId);
        query.Parameters.AddWithValue(actor.Departments.ToArray());
        return (Guid?)await query.ExecuteScalarAsync(ct);
    }
}
