namespace Wardline.Language.Transcripts;

/// <summary>Cuts a text at its labels. A line without a label belongs to the turn before it.</summary>
internal static class LabelledTurns
{
    public static List<Turn> Of(string text, List<FoundLabel> labels)
    {
        var turns = new List<Turn>(labels.Count + 1);
        Add(turns, null, Content(text, 0, labels[0].Start), null);
        for (var at = 0; at < labels.Count; at++)
        {
            var end = at + 1 < labels.Count ? labels[at + 1].Start : text.Length;
            Add(turns, labels[at].Name, Content(text, labels[at].ContentStart, end), labels[at].StartsAt);
        }

        return SpeakerRoles.Assign(turns);
    }

    private static void Add(List<Turn> turns, string? label, string content, double? startsAt)
    {
        if (content.Length > 0)
        {
            turns.Add(new Turn(turns.Count, Speaker.Unknown, label, content, startsAt));
        }
    }

    private static string Content(string text, int start, int end)
    {
        while (start < end && CleanText.IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && CleanText.IsBlank(text[end - 1]))
        {
            end--;
        }

        return start < end ? text[start..end] : "";
    }
}
