using System.Text;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe.Answers;

/// <summary>Which section of a layout a heading means: its key, its title, or what people commonly write instead.</summary>
internal sealed class SectionNames
{
    private const int LongestName = 60;

    private static readonly (Topic Topic, string[] Names)[] Common =
    [
        (Topic.Complaint, ["chief complaint", "cc", "presenting complaint", "presenting problem", "reason for visit", "reason for consultation", "reason for encounter"]),
        (Topic.History, ["history of present illness", "history of presenting illness", "history of presenting complaint", "hpi", "present illness", "interval history", "history", "hx"]),
        (Topic.Background, ["past medical history", "medical history", "pmh", "past surgical history", "surgical history", "social history", "family history", "review of systems", "ros", "current medications", "medications", "allergies", "immunizations"]),
        (Topic.Subjective, ["subjective", "s"]),
        (Topic.Exam, ["physical examination", "physical exam", "objective examination", "objective exam", "examination", "exam", "pe", "vital signs", "vitals", "objective", "findings", "o"]),
        (Topic.Results, ["objective results", "laboratory results", "lab results", "test results", "laboratory", "labs", "imaging", "investigations", "diagnostics", "results", "tests"]),
        (Topic.AssessmentAndPlan, ["assessment and plan", "assessment plan", "impression and plan", "a and p", "a p", "ap"]),
        (Topic.Assessment, ["assessment", "impression", "differential diagnosis", "differential", "diagnoses", "diagnosis", "problem list", "a"]),
        (Topic.Plan, ["treatment plan", "plan of care", "plan", "treatment", "management", "recommendations", "follow up", "followup", "disposition", "orders", "next steps", "patient instructions", "instructions", "p"]),
    ];

    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    public SectionNames(NoteLayout layout)
    {
        var soap = layout == NoteLayout.Soap;
        Narrative = soap ? "subjective" : "history_of_present_illness";
        foreach (var (topic, names) in Common)
        {
            foreach (var name in names)
            {
                _keys[name] = soap ? InSoap(topic) : InClinical(topic);
            }
        }

        foreach (var (key, title) in NoteOutline.Of(layout))
        {
            _keys[Words(key)] = key;
            _keys[Words(title)] = key;
        }
    }

    private enum Topic
    {
        Complaint,
        History,
        Background,
        Subjective,
        Exam,
        Results,
        AssessmentAndPlan,
        Assessment,
        Plan,
    }

    /// <summary>Where something goes whose heading nobody knows.</summary>
    public string Narrative { get; }

    /// <summary>The key of the section that exactly this names; null when it names none.</summary>
    public string? Find(string heading) => heading.Length > LongestName ? null : _keys.GetValueOrDefault(Words(heading));

    /// <summary>The same, also when a known name of some length is only part of it: "Objective (from the video visit)".</summary>
    public string? FindIn(string heading)
    {
        if (heading.Length > LongestName)
        {
            return null;
        }

        var words = Words(heading);
        if (_keys.TryGetValue(words, out var key))
        {
            return key;
        }

        var padded = $" {words} ";
        return _keys.Where(name => name.Key.Length > 3 && padded.Contains($" {name.Key} ", StringComparison.Ordinal))
            .OrderByDescending(name => name.Key.Length).ThenBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => name.Value).FirstOrDefault();
    }

    private static string InSoap(Topic topic) => topic switch
    {
        Topic.Exam => "objective_exam",
        Topic.Results => "objective_results",
        Topic.AssessmentAndPlan or Topic.Assessment or Topic.Plan => "assessment_and_plan",
        _ => "subjective",
    };

    private static string InClinical(Topic topic) => topic switch
    {
        Topic.Complaint => "chief_complaint",
        Topic.Exam or Topic.Results => "physical_examination",
        Topic.AssessmentAndPlan or Topic.Assessment => "assessment",
        Topic.Plan => "plan",
        _ => "history_of_present_illness",
    };

    /// <summary>Lower case, words apart, nothing else: <c>physicalExam</c>, <c>PHYSICAL_EXAM:</c> and "Physical exam" are one.</summary>
    private static string Words(string heading)
    {
        var words = new StringBuilder(heading.Length);
        var before = ' ';
        foreach (var one in heading)
        {
            var word = char.IsAsciiLetter(one);
            if ((!word || (char.IsAsciiLetterUpper(one) && char.IsAsciiLetterLower(before))) && words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }

            if (one == '&')
            {
                words.Append("and ");
            }

            if (word)
            {
                words.Append(char.ToLowerInvariant(one));
            }

            before = one;
        }

        return words.ToString().Trim();
    }
}
