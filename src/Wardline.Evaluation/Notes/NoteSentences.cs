namespace Wardline.Evaluation.Notes;

/// <summary>The sentences of a note that came as one text; headings in capitals and empty lines are none.</summary>
internal static class NoteSentences
{
    public static IEnumerable<string> Of(string note)
    {
        foreach (var line in note.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var text = line.TrimStart('•', '-', '*', ' ', '\t');
            if (!text.AsSpan().ContainsAnyInRange('a', 'z'))
            {
                continue;
            }

            var from = 0;
            for (var at = 0; at < text.Length; at++)
            {
                if (text[at] is '.' or '!' or '?' && at + 2 < text.Length && text[at + 1] == ' ' && char.IsUpper(text[at + 2]))
                {
                    yield return text[from..(at + 1)];
                    from = at + 2;
                }
            }

            yield return text[from..];
        }
    }
}
