namespace Wardline.Language.Transcripts;

/// <summary>What a written label says of the speaker.</summary>
internal static class SpeakerLabel
{
    private static readonly Dictionary<string, Speaker> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["doctor"] = Speaker.Clinician,
        ["doc"] = Speaker.Clinician,
        ["dr"] = Speaker.Clinician,
        ["d"] = Speaker.Clinician,
        ["md"] = Speaker.Clinician,
        ["physician"] = Speaker.Clinician,
        ["clinician"] = Speaker.Clinician,
        ["provider"] = Speaker.Clinician,
        ["surgeon"] = Speaker.Clinician,
        ["gp"] = Speaker.Clinician,
        ["consultant"] = Speaker.Clinician,
        ["resident"] = Speaker.Clinician,
        ["practitioner"] = Speaker.Clinician,
        ["médico"] = Speaker.Clinician,
        ["médica"] = Speaker.Clinician,
        ["medico"] = Speaker.Clinician,
        ["medica"] = Speaker.Clinician,
        ["patient"] = Speaker.Patient,
        ["pt"] = Speaker.Patient,
        ["p"] = Speaker.Patient,
        ["client"] = Speaker.Patient,
        ["paciente"] = Speaker.Patient,
        ["utente"] = Speaker.Patient,
        ["doente"] = Speaker.Patient,
        ["nurse"] = Speaker.Other,
        ["rn"] = Speaker.Other,
        ["family"] = Speaker.Other,
        ["guest"] = Speaker.Other,
        ["guestfamily"] = Speaker.Other,
        ["guestclinician"] = Speaker.Other,
        ["mother"] = Speaker.Other,
        ["mom"] = Speaker.Other,
        ["father"] = Speaker.Other,
        ["dad"] = Speaker.Other,
        ["wife"] = Speaker.Other,
        ["husband"] = Speaker.Other,
        ["son"] = Speaker.Other,
        ["daughter"] = Speaker.Other,
        ["sister"] = Speaker.Other,
        ["brother"] = Speaker.Other,
        ["parent"] = Speaker.Other,
        ["spouse"] = Speaker.Other,
        ["partner"] = Speaker.Other,
        ["caregiver"] = Speaker.Other,
        ["carer"] = Speaker.Other,
        ["interpreter"] = Speaker.Other,
        ["translator"] = Speaker.Other,
        ["assistant"] = Speaker.Other,
        ["receptionist"] = Speaker.Other,
    };

    /// <summary>Words before a colon in ordinary speech and in dictation: never a speaker, however often.</summary>
    private static readonly HashSet<string> NoSpeaker = new(StringComparer.OrdinalIgnoreCase)
    {
        "note", "notes", "bp", "hr", "rr", "temp", "temperature", "pulse", "weight", "height", "vitals", "plan", "assessment",
        "exam", "labs", "results", "history", "impression", "diagnosis", "medications", "medication", "meds", "allergies",
        "subjective", "objective", "summary", "question", "answer", "q", "a", "example", "time", "date", "age", "name", "dob",
        "hpi", "pmh", "ros", "cc", "problem", "problems", "warning", "reason", "first", "second", "third", "one", "two",
        "heart", "lungs", "abdomen", "skin", "neuro", "extremities", "http", "https", "so", "this", "that", "today", "mri", "ct", "ekg",
        "spo2", "a1c", "bmi", "pain", "pe", "follow-up", "followup", "instructions", "number", "yes", "no", "okay", "well",
    };

    /// <summary>Notes of a transcriber between brackets.</summary>
    private static readonly HashSet<string> StageDirections = new(StringComparer.OrdinalIgnoreCase)
    {
        "laughter", "laughs", "laughing", "laugh", "inaudible", "unintelligible", "crosstalk", "cross talk", "pause", "silence",
        "music", "noise", "background noise", "cough", "coughs", "coughing", "sighs", "sigh", "crying", "phonetic", "sic",
        "blank_audio", "blank audio", "applause", "indiscernible", "overlapping", "redacted", "name", "date", "chuckles",
    };

    /// <summary>Null when the label names no role: then what is said under it decides.</summary>
    public static Speaker? RoleOf(ReadOnlySpan<char> label)
    {
        label = label.Trim(" .*_#".AsSpan()).TrimEnd("0123456789 _-#".AsSpan());
        var roles = Roles.GetAlternateLookup<ReadOnlySpan<char>>();
        if (roles.TryGetValue(label, out var role))
        {
            return role;
        }

        var isTitled = label.StartsWith("dr.", StringComparison.OrdinalIgnoreCase) || label.StartsWith("dr ", StringComparison.OrdinalIgnoreCase)
            || label.StartsWith("doctor ", StringComparison.OrdinalIgnoreCase);
        if (isTitled)
        {
            return Speaker.Clinician;
        }

        var head = label.IndexOfAny('_', ' ', '(');
        if (head <= 0)
        {
            return null;
        }

        // "Guest_family", "Gest_clinican", "Patient (Ana)", "Nurse Joy": the first word that names a role, a guest above all.
        return label[..head].EndsWith("est", StringComparison.OrdinalIgnoreCase) ? Speaker.Other
            : roles.TryGetValue(label[..head], out role) ? role
            : null;
    }

    /// <summary>Labels a machine gave to voices: <c>SPEAKER_00</c>, <c>Speaker 1</c>, <c>S2</c>.</summary>
    public static bool IsDiarised(ReadOnlySpan<char> label)
    {
        var digits = label.Length - label.TrimEnd("0123456789".AsSpan()).Length;
        var name = label[..^digits].TrimEnd(" _-".AsSpan());
        return name.Equals("speaker", StringComparison.OrdinalIgnoreCase)
            || (digits > 0 && (name.Equals("spk", StringComparison.OrdinalIgnoreCase) || name.Equals("s", StringComparison.OrdinalIgnoreCase)));
    }

    public static bool IsOrdinaryWord(string label) => NoSpeaker.Contains(label);

    public static bool IsStageDirection(string label) => StageDirections.Contains(label);
}
