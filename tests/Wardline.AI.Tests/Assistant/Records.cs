using Wardline.AI.Assistant;
using Wardline.AI.Pipeline;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;

namespace Wardline.AI.Tests.Assistant;

/// <summary>A patient to ask about.</summary>
internal static class Records
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public static PatientRecord Silva { get; } = new(
        new(Guid.CreateVersion7(), "7823", "Silva", "João", new DateOnly(1959, 11, 22), "male", Deceased: false),
        new(Guid.CreateVersion7(), "cardiology", "C-12", Now.AddDays(-1), "STEMI, day 2", "Dr. Santos", "in-progress"),
        [new(Guid.CreateVersion7(), "Penicillin", "91936005", "rash", "severe", "high", "confirmed")],
        AllergyKnowledge.Known,
        [
            new(Guid.CreateVersion7(), "Type 2 diabetes mellitus", "E11.9", "icd-10", "active", "confirmed", new DateOnly(2015, 3, 1)),
            new(Guid.CreateVersion7(), "Pneumonia", "J18.9", "icd-10", "resolved", "confirmed", null),
        ],
        [
            new(Guid.CreateVersion7(), "order", "Aspirin 100 mg", null, "100 mg", "oral", "once a day", "active", Now.AddDays(-1), null),
            new(Guid.CreateVersion7(), "order", "Metformin 850 mg", null, "850 mg", "oral", "twice a day", "on-hold", null, null),
            new(Guid.CreateVersion7(), "statement", "Warfarin", null, null, null, null, "stopped", null, Now.AddDays(-1)),
        ],
        [
            Value(Observation.Laboratory, "Troponin I", 45m, "ng/mL", null, 0.04m, "HH", -2),
            Value(Observation.Laboratory, "Troponin I", 31m, "ng/mL", null, 0.04m, "HH", -9),
            Value(Observation.Laboratory, "Troponin I", 12m, "ng/mL", null, 0.04m, "HH", -12),
            Value(Observation.Laboratory, "Potassium", 4.2m, "mmol/L", 3.5m, 5.1m, "N", -2),
            Value(Observation.VitalSigns, "Heart rate", 82m, "/min", 60, 100, "N", -1),
        ],
        [new(Guid.CreateVersion7(), "ecg", "final", "12-lead ECG", ["ST elevation V2–V6"], "Anterior STEMI.", Now.AddHours(-6))],
        []);

    public static AssistantQuestion Question(string content = "What are the latest troponin values?", PatientRecord? record = null, ModelTier? prefer = null) =>
        new(content, "cardiology", record, prefer) { AskedAt = Now };

    public static ObservationView Value(string category, string text, decimal? value, string? unit, decimal? low, decimal? high, string? interpretation, int hours) =>
        new(Guid.CreateVersion7(), category, text, null, null, "final", value, null, unit, low, high, interpretation, Now.AddHours(hours));
}
