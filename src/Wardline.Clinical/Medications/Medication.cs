using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Medications;

/// <summary>A drug the patient is to get (order) or took before coming (statement).</summary>
public sealed class Medication
{
    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }
    public Guid? EncounterId { get; init; }

    /// <summary>order (FHIR MedicationRequest) or statement (MedicationStatement).</summary>
    public required string Kind { get; set; }

    public required string Text { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? Dose { get; set; }
    public string? Route { get; set; }
    public string? Frequency { get; set; }
    public required string Status { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class MedicationConfiguration : IEntityTypeConfiguration<Medication>
{
    public void Configure(EntityTypeBuilder<Medication> builder)
    {
        builder.ToTable("medication");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(medication => medication.PatientId);
        builder.HasOne<Encounters.Encounter>().WithMany().HasForeignKey(medication => medication.EncounterId);
    }
}
