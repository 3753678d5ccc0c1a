namespace Wardline.Clinical.Patients;

/// <summary>A patient's record as one answer. Codes are FHIR R4's, units UCUM.</summary>
/// <param name="Encounter">The active one through which the reader sees the patient.</param>
/// <param name="AllergiesKnown">known, none_known or not_known.</param>
/// <param name="Conditions">None that was refuted.</param>
/// <param name="Observations">Newest first: of laboratory and vital signs each the newest <see cref="ViewPatient.MostObservations"/>, and the newest two of each measurement.</param>
/// <param name="Shortened">The lists of which the record has more than is here, by their names, e.g. <c>observations</c>.</param>
public sealed record PatientRecord(
    PatientView Patient,
    EncounterView? Encounter,
    IReadOnlyList<AllergyView> Allergies,
    string AllergiesKnown,
    IReadOnlyList<ConditionView> Conditions,
    IReadOnlyList<MedicationView> Medications,
    IReadOnlyList<ObservationView> Observations,
    IReadOnlyList<ReportView> Reports,
    IReadOnlyList<string> Shortened);

public sealed record PatientView(
    Guid Id, string Mrn, string FamilyName, string GivenName, DateOnly BirthDate, string Gender, bool Deceased);

public sealed record EncounterView(
    Guid Id, string Department, string Location, DateTimeOffset AdmittedAt, string Reason, string? Attending, string Status);

/// <param name="Verification">confirmed or unconfirmed.</param>
public sealed record AllergyView(Guid Id, string Substance, string? Code, string? Reaction, string? Severity, string? Criticality, string Verification);

/// <param name="Status">FHIR's clinical status.</param>
/// <param name="Verification">confirmed, provisional, differential or unconfirmed: only the first is a fact.</param>
public sealed record ConditionView(
    Guid Id, string Text, string? Code, string? CodeSystem, string Status, string Verification, DateOnly? Onset);

/// <param name="Kind">order, or statement for what was taken before coming.</param>
public sealed record MedicationView(
    Guid Id, string Kind, string Text, string? Code, string? Dose, string? Route, string? Frequency, string Status,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <param name="Status">FHIR's, e.g. preliminary.</param>
public sealed record ObservationView(
    Guid Id,
    string Category,
    string Text,
    string? Code,
    string? CodeSystem,
    string Status,
    decimal? Value,
    string? ValueText,
    string? Unit,
    decimal? ReferenceLow,
    decimal? ReferenceHigh,
    string? Interpretation,
    DateTimeOffset EffectiveAt);

/// <param name="Status">FHIR's, e.g. preliminary.</param>
public sealed record ReportView(
    Guid Id, string Kind, string Status, string Text, IReadOnlyList<string> Findings, string? Conclusion, DateTimeOffset EffectiveAt);
