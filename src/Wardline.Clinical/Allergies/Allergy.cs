using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Allergies;

/// <summary>FHIR R4 AllergyIntolerance.</summary>
public sealed class Allergy
{
    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }

    /// <summary>medication, food, environment or biologic.</summary>
    public required string Category { get; set; }

    public required string Substance { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? Reaction { get; set; }

    /// <summary>Of the reaction that was seen: mild, moderate, severe.</summary>
    public string? Severity { get; set; }

    /// <summary>Of the next one: low, high, unable-to-assess.</summary>
    public string? Criticality { get; set; }

    public required string ClinicalStatus { get; set; }
    public required string VerificationStatus { get; set; }
    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class AllergyConfiguration : IEntityTypeConfiguration<Allergy>
{
    public void Configure(EntityTypeBuilder<Allergy> builder)
    {
        builder.ToTable("allergy");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(allergy => allergy.PatientId);
    }
}
