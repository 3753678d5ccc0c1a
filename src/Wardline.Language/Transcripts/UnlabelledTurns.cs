namespace Wardline.Language.Transcripts;

/// <summary>
/// Turns from text without labels: a new one with each line, and within a line wherever the words show that another
/// person speaks. What follows a clinician's question is the patient's unless it reads otherwise.
/// </summary>
internal static class UnlabelledTurns
{
    public static List<Turn> Of(string text)
    {
        var turns = new List<Turn>();
        var expected = Speaker.Unknown;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            AddLine(turns, line, startsAt: null, ref expected);
        }

        return turns;
    }

    public static List<Turn> Of(List<WhisperXSegment> segments)
    {
        var turns = new List<Turn>();
        var expected = Speaker.Unknown;
        foreach (var segment in segments)
        {
            AddLine(turns, segment.Text, segment.Start, ref expected);
        }

        return turns;
    }

    private static void AddLine(List<Turn> turns, ReadOnlySpan<char> line, double? startsAt, ref Speaker expected)
    {
        line = Trim(line);
        var start = 0;
        var speaker = Speaker.Unknown;
        for (var at = 0; at < line.Length;)
        {
            var end = SentenceEnd(line, at);
            var sentence = line[at..end];
            var guess = RoleCues.Guess(sentence);
            guess = guess == Speaker.Unknown ? expected : guess;
            expected = guess == Speaker.Clinician && sentence.TrimEnd().EndsWith("?") ? Speaker.Patient
                : guess == Speaker.Patient && !sentence.TrimEnd().EndsWith("?") ? Speaker.Unknown
                : guess;
            if (guess != speaker && at > start)
            {
                Add(turns, line[start..at], speaker, startsAt);
                (start, startsAt) = (at, null);
            }

            speaker = guess;
            at = end;
        }

        Add(turns, line[start..], speaker, startsAt);
    }

    private static void Add(List<Turn> turns, ReadOnlySpan<char> words, Speaker speaker, double? startsAt)
    {
        words = Trim(words);
        if (!words.IsEmpty)
        {
            turns.Add(new Turn(turns.Count, speaker, null, words.ToString(), startsAt));
        }
    }

    /// <summary>After the mark that ends the sentence, and the space after it.</summary>
    private static int SentenceEnd(ReadOnlySpan<char> line, int from)
    {
        for (var at = from; at + 1 < line.Length; at++)
        {
            if (line[at] is '.' or '?' or '!' && line[at + 1] == ' ' && at - from > 2 && !IsTitle(line[from..at]))
            {
                return at + 2;
            }
        }

        return line.Length;
    }

    private static bool IsTitle(ReadOnlySpan<char> before) =>
        before.EndsWith("dr", StringComparison.OrdinalIgnoreCase) || before.EndsWith("mr", StringComparison.OrdinalIgnoreCase)
        || before.EndsWith("mrs", StringComparison.OrdinalIgnoreCase) || before.EndsWith("ms", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && CleanText.IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && CleanText.IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }
}
