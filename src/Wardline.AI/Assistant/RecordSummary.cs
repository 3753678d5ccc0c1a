using System.Globalization;
using System.Text;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;

namespace Wardline.AI.Assistant;

/// <summary>
/// A record in a few lines, for a model or a person: no name, number or date of birth, each measurement once with the one
/// before it, and only what holds now.
/// </summary>
internal sealed record RecordSummary(
    string Patient,
    IReadOnlyList<string> Allergies,
    IReadOnlyList<string> Conditions,
    IReadOnlyList<string> Medications,
    IReadOnlyList<SummaryResult> Laboratory,
    IReadOnlyList<SummaryResult> Vitals,
    IReadOnlyList<SummaryReport> Reports)
{
    private const int MostReports = 20;

    public static RecordSummary Of(PatientRecord record, DateTimeOffset now) => new(
        Person(record, now),
        AllergiesOf(record),
        [.. record.Conditions.Where(condition => condition.Status == "active").Select(condition => Since(condition.Text, condition.Onset))],
        [.. record.Medications.Where(medication => medication.Status is "active" or "on-hold").Select(MedicationLine)],
        Latest(record, Observation.Laboratory),
        Latest(record, Observation.VitalSigns),
        [.. record.Reports.Take(MostReports).Select(report => new SummaryReport(report.Kind, report.Text, ReportLine(report)))]);

    public override string ToString()
    {
        var text = new StringBuilder(Patient).Append('\n');
        Add("Allergies", Allergies, "");
        Add("Active conditions", Conditions, "none recorded");
        Add("Current medications", Medications, "none recorded");
        Add("Latest laboratory results", [.. Laboratory.Select(result => result.Line)], "none recorded");
        Add("Latest vital signs", [.. Vitals.Select(result => result.Line)], "none recorded");
        Add("Reports, newest first", [.. Reports.Select(report => report.Line)], "none recorded");
        return text.ToString();

        void Add(string title, IReadOnlyList<string> lines, string without)
        {
            text.Append(title).Append(":\n");
            foreach (var line in lines.Count == 0 ? [without] : lines)
            {
                text.Append("- ").Append(line.ReplaceLineEndings(" ")).Append('\n');
            }
        }
    }

    private static string Person(PatientRecord record, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var born = record.Patient.BirthDate;
        var age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        var person = $"Patient: {age} years, {record.Patient.Gender}{(record.Patient.Deceased ? ", deceased" : "")}.";
        return record.Encounter is { } encounter
            ? $"{person} In {encounter.Department} since {At(encounter.AdmittedAt)}: {encounter.Reason.ReplaceLineEndings(" ")}."
            : person;
    }

    private static IReadOnlyList<string> AllergiesOf(PatientRecord record) => record.AllergiesKnown switch
    {
        AllergyKnowledge.Known => [.. record.Allergies.Select(allergy => allergy.Substance + InBrackets(allergy.Reaction, allergy.Severity))],
        AllergyKnowledge.NoneKnown => ["no known allergies"],
        _ => ["not known whether there are any"],
    };

    private static string MedicationLine(MedicationView medication)
    {
        var how = string.Join(' ', new[] { medication.Dose, medication.Route, medication.Frequency }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return $"{medication.Text}{(how.Length > 0 ? ", " + how : "")}{(medication.Status == "on-hold" ? " (on hold)" : "")}";
    }

    private static List<SummaryResult> Latest(PatientRecord record, string category) =>
        [.. record.Observations.Where(each => each.Category == category).GroupBy(each => each.Code ?? each.Text).Select(group => Result([.. group.Take(2)]))];

    // The observations of a record come newest first.
    private static SummaryResult Result(ObservationView[] newest)
    {
        var last = newest[0];
        var line = new StringBuilder($"{last.Text} {Value(last)}");
        var range = Range(last);
        line.Append(last.Interpretation switch
        {
            "H" or "HH" => $", above the reference range{range}",
            "L" or "LL" => $", below the reference range{range}",
            "N" => $", within the reference range{range}",
            _ => "",
        });
        line.Append(", ").Append(At(last.EffectiveAt));
        if (newest is [_, var before])
        {
            line.Append("; before: ").Append(Value(before)).Append(", ").Append(At(before.EffectiveAt));
        }

        return new SummaryResult(last.Text, line.ToString(), last.Interpretation is "H" or "HH" or "L" or "LL");
    }

    private static string Value(ObservationView each) => each.Value is { } value
        ? $"{value.ToString("0.####", CultureInfo.InvariantCulture)}{(each.Unit is { } unit ? " " + unit : "")}"
        : each.ValueText ?? "without a value";

    private static string Range(ObservationView each) => (each.ReferenceLow, each.ReferenceHigh) switch
    {
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $" ({low:0.####}–{high:0.####})"),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $" (up to {high:0.####})"),
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $" (from {low:0.####})"),
        _ => "",
    };

    private static string ReportLine(ReportView report) =>
        $"{report.Text}, {At(report.EffectiveAt)}: {string.Join("; ", [.. report.Findings, .. report.Conclusion is { Length: > 0 } conclusion ? (string[])[conclusion] : []])}";

    private static string Since(string text, DateOnly? onset) =>
        onset is { } day ? string.Create(CultureInfo.InvariantCulture, $"{text}, since {day:yyyy-MM-dd}") : text;

    private static string InBrackets(params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                said.Add(part);
            }
        }

        return said.Count > 0 ? $" ({string.Join(", ", said)})" : "";
    }

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <param name="Name">What was measured.</param>
/// <param name="IsAbnormal">Outside its reference range.</param>
internal sealed record SummaryResult(string Name, string Line, bool IsAbnormal);

/// <param name="Kind">E.g. <c>ecg</c>.</param>
internal sealed record SummaryReport(string Kind, string Name, string Line);
