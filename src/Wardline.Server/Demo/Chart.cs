using Wardline.Clinical;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Conditions;
using Wardline.Clinical.Encounters;
using Wardline.Clinical.Medications;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;
using Wardline.Clinical.Reports;
using Wardline.Server.Demo.Cases;

namespace Wardline.Server.Demo;

/// <summary>Writes one patient's record, row by row, and keeps it consistent: ids, codes, units, ranges, interpretation.</summary>
internal sealed class Chart(DemoIds ids, Patient patient, Encounter encounter, int age)
{
    private readonly List<Allergy> _allergies = [];
    private readonly List<Condition> _conditions = [];
    private readonly List<Medication> _medications = [];
    private readonly List<Observation> _observations = [];
    private readonly List<DiagnosticReport> _reports = [];

    private bool Female => patient.Gender == "female";

    public void Problem(string text, string icd, DateOnly onset, bool ofThisAdmission) => _conditions.Add(new()
    {
        Id = Id(encounter.AdmittedAt, $"condition/{icd}"),
        PatientId = patient.Id,
        EncounterId = ofThisAdmission ? encounter.Id : null,
        Category = ofThisAdmission ? "encounter-diagnosis" : "problem-list-item",
        Text = text,
        Code = icd,
        CodeSystem = CodeSystems.Icd10Cm,
        ClinicalStatus = "active",
        VerificationStatus = "confirmed",
        Onset = onset,
        RecordedAt = encounter.AdmittedAt,
    });

    /// <summary>What this admission brought: an order, done already where the drug is given once.</summary>
    public void Order(Drug drug, DateTimeOffset at) =>
        Drug(drug, "order", drug.Once ? "completed" : "active", at, drug.Once ? at.AddMinutes(30) : null);

    /// <summary>What the patient took before, and whether it goes on.</summary>
    public void HomeDrug(Drug drug, DateOnly since, bool onHold) =>
        Drug(drug, "statement", onHold ? "on-hold" : "active", new(since, TimeOnly.MinValue, TimeSpan.Zero), null);

    private void Drug(Drug drug, string kind, string status, DateTimeOffset from, DateTimeOffset? to) => _medications.Add(new()
    {
        Id = Id(encounter.AdmittedAt, $"medication/{drug.Atc}"),
        PatientId = patient.Id,
        EncounterId = kind == "order" ? encounter.Id : null,
        Kind = kind,
        Text = drug.Text,
        Code = drug.Atc,
        CodeSystem = CodeSystems.Atc,
        Dose = drug.Dose,
        Route = drug.Route,
        Frequency = drug.Frequency,
        Status = status,
        StartedAt = from,
        EndedAt = to,
    });

    public void Allergy(AllergyPlan plan) => _allergies.Add(new()
    {
        Id = Id(encounter.AdmittedAt, $"allergy/{plan.Substance}"),
        PatientId = patient.Id,
        Category = plan.Category,
        Substance = plan.Substance,
        Code = plan.Atc,
        CodeSystem = plan.Atc is null ? null : CodeSystems.Atc,
        Reaction = plan.Reaction,
        Severity = plan.Severity,
        Criticality = plan.Criticality,
        ClinicalStatus = "active",
        VerificationStatus = "confirmed",
        RecordedAt = encounter.AdmittedAt,
    });

    public void Lab(LabTest test, decimal value, DateTimeOffset at)
    {
        Observe(test, Observation.Laboratory, value, at);
        if (test == Laboratory.Creatinine)
        {
            Observe(Laboratory.Egfr, Observation.Laboratory, Laboratory.EgfrOf(value, age, Female), at);
        }
    }

    public void Vital(LabTest test, decimal value, DateTimeOffset at) => Observe(test, Observation.VitalSigns, value, at);

    private void Observe(LabTest test, string category, decimal value, DateTimeOffset at)
    {
        var range = test.RangeFor(Female);
        var rounded = decimal.Round(value, test.Decimals);
        _observations.Add(new()
        {
            Id = Id(at, $"observation/{test.Loinc}/{at:O}"),
            PatientId = patient.Id,
            EncounterId = encounter.Id,
            Category = category,
            Status = "final",
            Text = test.Text,
            Code = test.Loinc,
            CodeSystem = CodeSystems.Loinc,
            Value = rounded,
            Unit = test.Unit,
            ReferenceLow = range.Low,
            ReferenceHigh = range.High,
            Interpretation = range.Interpret(rounded),
            EffectiveAt = at,
        });
    }

    public void Report(ReportPlan plan, DateTimeOffset at) => _reports.Add(new()
    {
        Id = Id(at, $"report/{plan.Text}/{at:O}"),
        PatientId = patient.Id,
        EncounterId = encounter.Id,
        Kind = plan.Kind,
        Status = plan.Text.Contains("preliminary", StringComparison.Ordinal) ? "preliminary" : "final",
        Text = plan.Text,
        Code = plan.Loinc,
        CodeSystem = plan.Loinc is null ? null : CodeSystems.Loinc,
        Findings = plan.Findings,
        Conclusion = plan.Conclusion,
        EffectiveAt = at,
    });

    public DemoPatient Close() => new(patient, encounter, _allergies, _conditions, _medications, _observations, _reports);

    private Guid Id(DateTimeOffset at, string name) => ids.Make(at, $"patient/{patient.Mrn}/{name}");
}
