using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Clinical.Patients;

public sealed class Patient
{
    public required Guid Id { get; init; }

    /// <summary>Medical record number: what the hospital calls the patient by. Unique.</summary>
    public required string Mrn { get; init; }

    public required string FamilyName { get; set; }
    public required string GivenName { get; set; }
    public required DateOnly BirthDate { get; set; }

    /// <summary>FHIR AdministrativeGender: male, female, other, unknown.</summary>
    public required string Gender { get; set; }

    public bool Deceased { get; set; }
    public DateTimeOffset? DeceasedAt { get; set; }

    /// <summary>Somebody asked and there are none. See <see cref="Allergies.AllergyKnowledge"/>.</summary>
    public bool NoKnownAllergies { get; set; }

    /// <summary>Family name first, without case and accents. Written by the database.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>Names and MRN without case and accents. Written by the database.</summary>
    public string SearchText { get; private set; } = "";
}

internal sealed class PatientConfiguration : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.ToTable("patient");
        builder.Property(patient => patient.SortName).ValueGeneratedOnAddOrUpdate();
        builder.Property(patient => patient.SearchText).ValueGeneratedOnAddOrUpdate();
    }
}
