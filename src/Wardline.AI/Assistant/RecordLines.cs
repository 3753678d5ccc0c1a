using System.Globalization;
using System.Text;
using Wardline.Clinical.Observations;
using Wardline.Clinical.Patients;

namespace Wardline.AI.Assistant;

/// <summary>
/// Each row of a record as one line. Numbers stand as they are stored, and how sure or final a row is stands with it unless
/// it is confirmed, active or final. No line has a break in it, so that nothing in a record looks like another part of it.
/// </summary>
internal static class RecordLines
{
    public static string Person(PatientRecord record, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var born = record.Patient.BirthDate;
        var age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        var person = $"Patient: {age} years, {record.Patient.Gender}{(record.Patient.Deceased ? ", deceased" : "")}.";
        return OneLine(record.Encounter is { } encounter ? $"{person} In {encounter.Department} since {At(encounter.AdmittedAt)}: {encounter.Reason}." : person);
    }

    public static string Allergy(AllergyView allergy) => OneLine(allergy.Substance + InBrackets(
        allergy.Reaction, allergy.Severity, allergy.Criticality is { } criticality ? $"criticality {criticality}" : null, Unless("confirmed", allergy.Verification)));

    public static string Condition(ConditionView condition) => OneLine(
        condition.Text
        + InBrackets(Unless("confirmed", condition.Verification), Unless("active", condition.Status))
        + (condition.Onset is { } day ? string.Create(CultureInfo.InvariantCulture, $", since {day:yyyy-MM-dd}") : ""));

    public static string Medication(MedicationView medication)
    {
        var how = string.Join(' ', new[] { medication.Dose, medication.Route, medication.Frequency }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return OneLine($"{medication.Text}{(how.Length > 0 ? ", " + how : "")}" + InBrackets(
            medication.Kind == "statement" ? "taken before admission" : null,
            Unless("active", medication.Status)?.Replace('-', ' '),
            medication.EndedAt is { } ended ? "until " + At(ended) : null));
    }

    public static string Report(ReportView report) => OneLine(
        $"{report.Text}{InBrackets(Unless("final", report.Status))}, {At(report.EffectiveAt)}: "
        + string.Join("; ", [.. report.Findings, .. report.Conclusion is { Length: > 0 } conclusion ? (string[])[conclusion] : []]));

    /// <param name="newest">Of one measurement: the last one, and the one before it if there is one.</param>
    public static SummaryResult Result(ObservationView[] newest)
    {
        var last = newest[0];
        var bounds = new ReferenceRange(last.ReferenceLow, last.ReferenceHigh);
        var interpretation = last.Interpretation ?? (last.Value is { } value ? bounds.Interpret(value) : null);
        var line = new StringBuilder($"{last.Text} {Value(last)}").Append(Reading(interpretation, Range(bounds))).Append(", ").Append(At(last.EffectiveAt));
        if (newest is [_, var before])
        {
            line.Append("; before: ").Append(Value(before)).Append(", ").Append(At(before.EffectiveAt));
        }

        return new SummaryResult(last.Text, OneLine(line.ToString()), interpretation is not (null or "N" or "NEG"));
    }

    private static string Reading(string? interpretation, string? range)
    {
        var place = interpretation switch
        {
            "HH" => "critically above",
            "H" => "above",
            "N" => "within",
            "L" => "below",
            "LL" => "critically below",
            _ => null,
        };
        var word = interpretation switch
        {
            "A" => ", abnormal",
            "AA" => ", critically abnormal",
            "POS" => ", positive",
            "NEG" => ", negative",
            _ => "",
        };
        return place is not null ? $", {place} the reference range{(range is null ? "" : $" ({range})")}"
            : range is not null ? $"{word}, reference range {range}"
            : word;
    }

    // A result may be a number, words, or both: "<0.01" is a number with a word about it.
    private static string Value(ObservationView each)
    {
        var unit = each.Unit is { } known ? " " + known : "";
        var value = each.Value is { } number
            ? number.ToString(CultureInfo.InvariantCulture) + unit + InBrackets(each.ValueText)
            : each.ValueText is { } words ? words + unit : "without a value";
        return value + InBrackets(Unless("final", each.Status));
    }

    private static string? Range(ReferenceRange bounds) => bounds switch
    {
        { Low: { } low, High: { } high } => string.Create(CultureInfo.InvariantCulture, $"{low}–{high}"),
        { High: { } high } => string.Create(CultureInfo.InvariantCulture, $"up to {high}"),
        { Low: { } low } => string.Create(CultureInfo.InvariantCulture, $"from {low}"),
        _ => null,
    };

    private static string? Unless(string usual, string word) => word == usual ? null : word == "unknown" ? "status unknown" : word;

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

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
