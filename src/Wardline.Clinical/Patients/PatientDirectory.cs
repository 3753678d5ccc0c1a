using Npgsql;
using Wardline.Access;

namespace Wardline.Clinical.Patients;

/// <summary>Answers other modules whether somebody may see a patient, and nothing more.</summary>
public sealed class PatientDirectory(NpgsqlDataSource database)
{
    /// <summary>False for a patient who is not there and for one who is not this person's.</summary>
    public async Task<bool> CanSeeAsync(Actor actor, Guid patientId, CancellationToken ct) =>
        await PatientAccess.FindEncounterAsync(database, actor, patientId, ct) is not null;
}
