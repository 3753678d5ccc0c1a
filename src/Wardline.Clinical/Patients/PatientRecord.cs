namespace Wardline.Clinical.Patients;

/// <summary>A patient's record as one answer. Codes are FHIR R4's, units UCUM.</summary>
/// <param name="Encounter">The active one through which the reader sees the patient.</param>
/// <param name="AllergiesKnown">known, none_known or not_known.</param>
/// <param name="Observations">Newest first, at most <see cref="ViewPatient.MostObservations"/>.</param>
public sealed record PatientRecord(
    PatientView Patient,
    EncounterView? Encounter,
    IReadOnlyList<AllergyView> Allergies,
    string AllergiesKnown,
    IReadOnlyList<ConditionView> Conditions,
    IReadOnlyList<MedicationView> Medications,
    IReadOnlyList<ObservationView> Observations,
    IReadOnlyList<ReportView> Reports);

public sealed record PatientView(
    Guid Id, string Mrn, string FamilyName, string GivenName, DateOnly BirthDate, string Gender, bool Deceased);

public sealed record EncounterView(
    Guid Id, string Department, string Location, DateTimeOffset AdmittedAt, string Reason, string? Attending, string Status);

public sealed record AllergyView(Guid Id, string Substance, string? Code, string? Reaction, string? Severity, string? Criticality);

public sealed record ConditionView(Guid Id, string Text, string? Code, string? CodeSystem, string Status, DateOnly? Onset);

public sealed record MedicationView(
    Guid Id, string Text, string? Code, string? Dose, string? Route, string? Frequency, string Status, DateTimeOffset? StartedAt);

public sealed record ObservationView(
    Guid Id,
    string Category,
    string Text,
    string? Code,
    decimal? Value,
    string? ValueText,
    string? Unit,
    decimal? ReferenceLow,
    decimal? ReferenceHigh,
    string? Interpretation,
    DateTimeOffset EffectiveAt);

public sealed record ReportView(
    Guid Id, string Kind, string Text, IReadOnlyList<string> Findings, string? Conclusion, DateTimeOffset EffectiveAt);
