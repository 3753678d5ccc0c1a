using System.Text;

namespace Wardline.AI.Assistant.Answers;

/// <summary>
/// An answer without a model: the parts of the record that the question names, or an overview that says that it is one. No
/// part of it is a conclusion.
/// </summary>
internal static class RecordReading
{
    public const string NoPatient = "No language model answered, and without one I can only read from a patient's record. Name a patient, or ask again when a model is connected.";

    public const string Overview = "I could not tell which part of the record you mean; here is an overview.";

    public static AnswerContent Answer(AssistantQuestion question)
    {
        if (question.Record is not { } record)
        {
            return new AnswerContent(NoPatient, AnswerStructure.Empty);
        }

        var summary = RecordSummary.Of(record, question.AskedAt);
        var topics = QuestionTopics.Of(question.Content, summary);
        var text = new StringBuilder("No language model answered. This is read from the record; nothing is concluded from it.\n");
        if (!topics.AreNamed)
        {
            text.Append(Overview).Append('\n');
        }

        text.Append(summary.Patient).Append('\n');
        foreach (var part in topics.Parts)
        {
            part.AppendTo(text.Append('\n'));
        }

        return new AnswerContent(text.ToString().TrimEnd(), AnswerStructure.Empty with { Findings = [.. topics.Parts.SelectMany(part => part.Lines)] });
    }
}
