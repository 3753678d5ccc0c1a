using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes;

/// <summary>Notes for tests: one line per sentence, the section's first letter and a bar before it.</summary>
internal static class Written
{
    public static string[] Lines(string transcript, NoteLayout layout = NoteLayout.Soap) =>
        [.. Sections(transcript, layout).SelectMany(section => section.Sentences.Select(sentence => $"{Letter(section.Key)}|{sentence.Text}"))];

    public static IReadOnlyList<NoteSection> Sections(string transcript, NoteLayout layout = NoteLayout.Soap) =>
        [.. NoteWriter.Write(Read.Text(transcript), layout)];

    /// <summary>What becomes of one question and one answer.</summary>
    public static string[] Answered(string question, string answer) => Lines($"[doctor] {question}\n[patient] {answer}");

    /// <summary>What becomes of something the clinician says while examining.</summary>
    public static string[] Examined(string finding) => Lines($"[doctor] let me do a quick physical exam .\n[doctor] {finding}");

    /// <summary>What becomes of something the clinician says when planning.</summary>
    public static string[] Planned(string order) => Lines($"[doctor] let's talk about my assessment and plan .\n[doctor] {order}");

    private static string Letter(string key) => key switch
    {
        "subjective" => "S",
        "objective_exam" => "E",
        "objective_results" => "R",
        "assessment_and_plan" => "P",
        _ => key,
    };
}
