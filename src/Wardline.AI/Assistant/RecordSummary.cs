using System.Text;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;

namespace Wardline.AI.Assistant;

/// <summary>
/// A record in a few lines, for a model or a person: each measurement once with the one before it, what holds now apart
/// from what is past. The patient's name, number and date of birth are left out; what people wrote in words is not searched
/// for names.
/// </summary>
internal sealed record RecordSummary(
    string Patient,
    SummaryPart Allergies,
    SummaryPart Conditions,
    SummaryPart PastConditions,
    SummaryPart Medications,
    SummaryPart PastMedications,
    IReadOnlyList<SummaryResult> Laboratory,
    IReadOnlyList<SummaryResult> Vitals,
    IReadOnlyList<SummaryReport> Reports,
    bool ReportsAreAll)
{
    public const string LaboratoryTitle = "Latest laboratory results";
    public const string VitalsTitle = "Latest vital signs";
    public const string ReportsTitle = "Reports, newest first";

    public static RecordSummary Of(PatientRecord record, DateTimeOffset now)
    {
        return new(
            RecordLines.Person(record, now),
            new(Title("Allergies", "allergies"), AllergiesOf(record)),
            new(Title("Active conditions", "conditions"), [.. record.Conditions.Where(each => !IsPast(each)).Select(RecordLines.Condition)]),
            new(Title("Past conditions", "conditions"), [.. record.Conditions.Where(IsPast).Select(RecordLines.Condition)]),
            new(Title("Current medications", "medications"), [.. record.Medications.Where(each => !IsPast(each)).Select(RecordLines.Medication)]),
            SummaryPart.Newest(
                Title("Past medications", "medications"),
                [.. record.Medications.Where(IsPast).OrderByDescending(each => each.EndedAt ?? each.StartedAt).Select(RecordLines.Medication)]),
            Latest(record, Observation.Laboratory),
            Latest(record, Observation.VitalSigns),
            [.. record.Reports.Select(report => new SummaryReport(report.Kind, report.Text, RecordLines.Report(report)))],
            IsAll("reports"));

        bool IsAll(string part) => !record.Shortened.Contains(part);

        string Title(string title, string part) => IsAll(part) ? title : title + SummaryPart.NotAll;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Patient).Append('\n');
        SummaryPart[] parts =
        [
            Allergies, Conditions, PastConditions, Medications, PastMedications,
            new(LaboratoryTitle, [.. Laboratory.Select(result => result.Line)]),
            new(VitalsTitle, [.. Vitals.Select(result => result.Line)]),
            NewestReports(Reports, ReportsTitle),
        ];
        foreach (var part in parts)
        {
            part.AppendTo(text);
        }

        return text.ToString();
    }

    public SummaryPart NewestReports(IReadOnlyList<SummaryReport> reports, string title) =>
        SummaryPart.Newest(ReportsAreAll ? title : title + SummaryPart.NotAll, [.. reports.Select(report => report.Line)]);

    // What neither says that it is over nor that it is active, as a recurrence, is taken for active.
    private static bool IsPast(ConditionView condition) => condition.Status is "inactive" or "remission" or "resolved";

    private static bool IsPast(MedicationView medication) => medication.Status is "completed" or "stopped" or "cancelled";

    private static IReadOnlyList<string> AllergiesOf(PatientRecord record) => record.AllergiesKnown switch
    {
        AllergyKnowledge.Known => [.. record.Allergies.Select(RecordLines.Allergy)],
        AllergyKnowledge.NoneKnown => ["no known allergies"],
        _ => ["not known whether there are any"],
    };

    // A code tells a measurement only within its system, and words only with their unit. The observations of a record come newest first.
    private static List<SummaryResult> Latest(PatientRecord record, string category) =>
    [
        .. record.Observations
            .Where(each => each.Category == category)
            .GroupBy(each => each.Code is { } code ? (each.CodeSystem, (string)code, (string?)null) : ((string?)null, each.Text, each.Unit))
            .Select(group => RecordLines.Result([.. group.Take(2)])),
    ];
}

/// <param name="Title">Says so when these are not all lines there are.</param>
internal sealed record SummaryPart(string Title, IReadOnlyList<string> Lines)
{
    public const int MostLines = 20;
    public const string NotAll = " (not all of them: the record has more)";

    /// <summary>The first <see cref="MostLines"/> of <paramref name="newestFirst"/>.</summary>
    public static SummaryPart Newest(string title, IReadOnlyList<string> newestFirst) => newestFirst.Count <= MostLines
        ? new(title, newestFirst)
        : new($"{title} (only the newest {MostLines} of {newestFirst.Count})", [.. newestFirst.Take(MostLines)]);

    public void AppendTo(StringBuilder text)
    {
        text.Append(Title).Append(":\n");
        foreach (var line in Lines.Count == 0 ? (IReadOnlyList<string>)["none recorded"] : Lines)
        {
            text.Append("- ").Append(line).Append('\n');
        }
    }
}

/// <param name="Name">What was measured.</param>
/// <param name="IsAbnormal">Outside its reference range, or said to be abnormal or positive.</param>
internal sealed record SummaryResult(string Name, string Line, bool IsAbnormal);

/// <param name="Kind">E.g. <c>ecg</c>.</param>
internal sealed record SummaryReport(string Kind, string Name, string Line);
