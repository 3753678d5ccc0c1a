namespace Wardline.Server.Demo.Cases;

internal sealed record Diagnosis(string Text, string Icd);

/// <summary>Values at admission and at each sampling after it; a test that is not repeated has one.</summary>
internal sealed record Series(LabTest Test, params decimal[] Values);

internal sealed record VitalSet(int HeartRate, int Systolic, int Diastolic, int RespiratoryRate, int Saturation, decimal Temperature);

internal sealed record ReportPlan(string Kind, string Text, string? Loinc, double HoursAfterAdmission, string[] Findings, string Conclusion);

/// <summary>A presentation: what brings somebody in, what is found and what is given. The seed varies person, history and values.</summary>
internal sealed record CaseTemplate(string Key, string Department, string Reason)
{
    public required Diagnosis[] Diagnoses { get; init; }
    public required (int Youngest, int Oldest) Ages { get; init; }

    /// <summary>How long ago the patient came.</summary>
    public required (int Least, int Most) HoursAgo { get; init; }

    /// <summary>Blood is taken at six each morning, or at this interval where things move faster.</summary>
    public int? SampleEveryHours { get; init; }

    /// <summary>Part of every such case.</summary>
    public Comorbidity[] History { get; init; } = [];

    /// <summary>Never part of it: what would contradict the case.</summary>
    public Comorbidity[] Without { get; init; } = [];

    public required Drug[] Orders { get; init; }

    /// <summary>ATC prefixes of home drugs that are on hold while this lasts.</summary>
    public string[] Holds { get; init; } = [];

    public Series[] Labs { get; init; } = [];
    public required VitalSet Arrival { get; init; }
    public required VitalSet Latest { get; init; }
    public ReportPlan[] Reports { get; init; } = [];

    /// <summary>Set where the case is about an allergy; otherwise it is drawn.</summary>
    public AllergyPlan? Allergy { get; init; }
}
