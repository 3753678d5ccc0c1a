using Wardline.Clinical.Allergies;
using Wardline.Clinical.Conditions;
using Wardline.Clinical.Encounters;
using Wardline.Clinical.Medications;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;
using Wardline.Clinical.Reports;

namespace Wardline.Server.Demo;

public sealed record DemoPatient(
    Patient Patient,
    Encounter Encounter,
    IReadOnlyList<Allergy> Allergies,
    IReadOnlyList<Condition> Conditions,
    IReadOnlyList<Medication> Medications,
    IReadOnlyList<Observation> Observations,
    IReadOnlyList<DiagnosticReport> Reports);
