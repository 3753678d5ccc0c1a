using System.Text;

namespace Wardline.AI.Assistant.Answers;

/// <summary>
/// An answer without a model: the parts of the record that the question names, word for word, or the most important ones
/// when it names none. No part of it is a conclusion.
/// </summary>
internal static class RecordReading
{
    public const string NoPatient = "No language model answered, and without one I can only read from a patient's record. Name a patient, or ask again when a model is connected.";

    public static AnswerContent Answer(AssistantQuestion question)
    {
        if (question.Record is not { } record)
        {
            return new AnswerContent(NoPatient, AnswerStructure.Empty);
        }

        var summary = RecordSummary.Of(record, question.AskedAt);
        var parts = QuestionTopics.Of(question.Content, summary);
        var text = new StringBuilder("No language model answered. This is read from the record as it stands; nothing is interpreted or left out of the parts shown.\n");
        text.Append(summary.Patient).Append('\n');
        var findings = new List<string>();
        foreach (var (title, lines) in parts)
        {
            text.Append('\n').Append(title).Append(":\n");
            foreach (var line in lines.Count == 0 ? (IReadOnlyList<string>)["none recorded"] : lines)
            {
                text.Append("- ").Append(line).Append('\n');
            }

            findings.AddRange(lines);
        }

        return new AnswerContent(text.ToString().TrimEnd(), AnswerStructure.Empty with { Findings = findings });
    }
}
