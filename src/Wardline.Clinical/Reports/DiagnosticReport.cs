using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Reports;

public sealed class DiagnosticReport
{
    public required Guid Id { get; init; }
    public required Guid PatientId { get; init; }
    public Guid? EncounterId { get; init; }

    /// <summary>ecg, imaging, echocardiogram, angiography, endoscopy, microbiology, pathology.</summary>
    public required string Kind { get; set; }

    public required string Status { get; set; }
    public required string Text { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public required string[] Findings { get; set; }
    public string? Conclusion { get; set; }
    public required DateTimeOffset EffectiveAt { get; set; }
}

internal sealed class DiagnosticReportConfiguration : IEntityTypeConfiguration<DiagnosticReport>
{
    public void Configure(EntityTypeBuilder<DiagnosticReport> builder)
    {
        builder.ToTable("diagnostic_report");
        builder.HasOne<Patients.Patient>().WithMany().HasForeignKey(report => report.PatientId);
        builder.HasOne<Encounters.Encounter>().WithMany().HasForeignKey(report => report.EncounterId);
    }
}
