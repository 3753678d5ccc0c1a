namespace Wardline.Language.Transcripts;

/// <summary>Finds speaker labels: at the start of lines, and, where there are such, further labels within lines.</summary>
internal static class LabelFinder
{
    private const int LongestName = 40;

    /// <summary>Words that make "doctor:" the end of an ordinary sentence.</summary>
    private static readonly HashSet<string> Determiners = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "my", "your", "our", "his", "her", "their", "this", "that", "another", "other", "new", "old", "each", "every", "told", "family", "vitamin",
    };

    private static readonly char[] SentenceEnds = ['.', '?', '!', '…', '"', '”', '-', '—'];

    /// <summary>Labels in the order of the text. Empty when the text has none.</summary>
    public static List<FoundLabel> In(string text)
    {
        var candidates = new List<FoundLabel>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.AsSpan(at).IndexOfAny('\n', '\r');
            end = end < 0 ? text.Length : at + end;
            ReadLine(text, at, end, candidates);
            at = end + 1;
        }

        return Accepted(text, candidates);
    }

    private static void ReadLine(string text, int start, int end, List<FoundLabel> candidates)
    {
        var at = start;
        if (LabelReader.AtLineStart(text, start, end) is { } first)
        {
            candidates.Add(first);
            at = first.ContentStart;
        }

        while (at < end)
        {
            var found = text.AsSpan(at, end - at).IndexOfAny('[', ':');
            if (found < 0)
            {
                return;
            }

            at += found;
            var label = text[at] == '[' ? LabelReader.Bracketed(text, at, end) : LabelReader.BeforeColon(text, start, at, end);
            if (label is { } inner)
            {
                candidates.Add(inner);
                at = Math.Max(at + 1, inner.ContentStart);
            }
            else
            {
                at++;
            }
        }
    }

    private static List<FoundLabel> Accepted(string text, List<FoundLabel> candidates)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        var atLineStart = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (candidate.AtLineStart || candidate.IsBracketed || EndsSentence(text, candidate.Start))
            {
                times[candidate.Name] = times.GetValueOrDefault(candidate.Name) + 1;
            }

            if (candidate.AtLineStart)
            {
                atLineStart.Add(candidate.Name);
            }
        }

        var names = times.Keys.Where(name => IsPlausible(name, times)).ToHashSet(StringComparer.Ordinal);
        names.RemoveWhere(name => NeedsCompany(name) && times[name] < 2 && names.Count < 2);
        if (names.Count < 2)
        {
            names.RemoveWhere(name => SpeakerLabel.RoleOf(name) is null && !SpeakerLabel.IsDiarised(name));
        }

        if (!names.Overlaps(atLineStart))
        {
            return [];
        }

        return candidates.FindAll(candidate => names.Contains(candidate.Name) && (candidate.AtLineStart || IsClearWithinLine(text, candidate)));
    }

    /// <summary>One letter, or a relative: in a text of one speaker "P:" is a plan and "Mother:" a family history.</summary>
    private static bool NeedsCompany(string name) => name.Length == 1 || SpeakerLabel.RoleOf(name) == Speaker.Other;

    private static bool IsPlausible(string name, Dictionary<string, int> times) =>
        SpeakerLabel.RoleOf(name) is not null || SpeakerLabel.IsDiarised(name)
        || (times[name] >= 2 && !SpeakerLabel.IsOrdinaryWord(name) && !SpeakerLabel.IsStageDirection(name) && LooksLikeName(name));

    private static bool LooksLikeName(string name) => name.Length <= LongestName && name.Count(c => c == ' ') <= 2
        && name.Split(' ').All(word => word.Length > 0 && (char.IsUpper(word[0]) || word.Contains('_') || char.IsDigit(word[^1])));

    private static bool IsClearWithinLine(string text, FoundLabel label)
    {
        if (label.IsBracketed || EndsSentence(text, label.Start))
        {
            return true;
        }

        var isRole = label.Name.Length > 1 && !label.Name.Contains(' ') && SpeakerLabel.RoleOf(label.Name) is not null;
        return isRole && char.IsUpper(label.Name[0]) && !Determiners.Contains(WordBefore(text, label.Start));
    }

    private static bool EndsSentence(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd(" \t".AsSpan());
        return before.IsEmpty || before[^1] is '\n' or '\r' || SentenceEnds.Contains(before[^1]);
    }

    private static string WordBefore(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        var start = at;
        while (start > 0 && at - start < LongestName && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return text[start..at];
    }
}

/// <param name="Start">Where the label begins, with its time stamp or number.</param>
/// <param name="ContentStart">Where the words begin.</param>
/// <param name="StartsAt">Seconds, when a time stamp stands with it.</param>
internal readonly record struct FoundLabel(string Name, int Start, int ContentStart, bool AtLineStart, bool IsBracketed, double? StartsAt);
