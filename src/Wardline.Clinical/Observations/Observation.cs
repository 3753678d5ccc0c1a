using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Observations;

/// <summary>One measured value: a laboratory result or a vital sign.</summary>
public sealed class Observation
{
    public const string Laboratory = "laboratory";
    public const string VitalSigns = "vital-signs";

    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }
    public Guid? EncounterId { get; init; }
    public required string Category { get; set; }
    public required string Status { get; set; }
    public required string Text { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }

    /// <summary>In <see cref="Unit"/>; empty where the result is words, which are then in <see cref="ValueText"/>.</summary>
    public decimal? Value { get; set; }

    public string? ValueText { get; set; }

    /// <summary>UCUM.</summary>
    public string? Unit { get; set; }

    public decimal? ReferenceLow { get; set; }
    public decimal? ReferenceHigh { get; set; }

    /// <summary>HL7 v3 ObservationInterpretation, see <see cref="ReferenceRange.Interpret"/>.</summary>
    public string? Interpretation { get; set; }

    public required DateTimeOffset EffectiveAt { get; set; }
}

internal sealed class ObservationConfiguration : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.ToTable("observation");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(observation => observation.PatientId);
        builder.HasOne<Encounters.Encounter>().WithMany().HasForeignKey(observation => observation.EncounterId);
    }
}
