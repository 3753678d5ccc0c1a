using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Encounters;

public sealed class Encounter
{
    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }

    /// <summary>HL7 v3 ActCode: IMP for an inpatient, EMER for the emergency department.</summary>
    public required string Class { get; set; }

    /// <summary>One of <see cref="EncounterStatus"/>.</summary>
    public required string Status { get; set; }

    public required string DepartmentId { get; set; }

    /// <summary>Ward and bed, as people say it.</summary>
    public required string Location { get; set; }

    public required DateTimeOffset AdmittedAt { get; set; }
    public DateTimeOffset? DischargedAt { get; set; }
    public required string Reason { get; set; }

    /// <summary>The attending's account; empty for someone without one, who is then only named.</summary>
    public Guid? AttendingId { get; set; }

    public string? AttendingName { get; set; }
}

internal sealed class EncounterConfiguration : IEntityTypeConfiguration<Encounter>
{
    public void Configure(EntityTypeBuilder<Encounter> builder)
    {
        builder.ToTable("encounter");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(encounter => encounter.PatientId);
    }
}
