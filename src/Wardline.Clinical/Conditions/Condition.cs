using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Conditions;

public sealed class Condition
{
    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }
    public Guid? EncounterId { get; init; }

    /// <summary>problem-list-item, or encounter-diagnosis for what this admission is about.</summary>
    public required string Category { get; set; }

    public required string Text { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public required string ClinicalStatus { get; set; }
    public required string VerificationStatus { get; set; }
    public DateOnly? Onset { get; set; }
    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class ConditionConfiguration : IEntityTypeConfiguration<Condition>
{
    public void Configure(EntityTypeBuilder<Condition> builder)
    {
        builder.ToTable("condition");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(condition => condition.PatientId);
        builder.HasOne<Encounters.Encounter>().WithMany().HasForeignKey(condition => condition.EncounterId);
    }
}
