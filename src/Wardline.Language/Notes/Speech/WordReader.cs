using Wardline.Language.Notes.Words;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>
/// Reads the words of a turn: punctuation apart, contractions written out ("don't", "do n't" and "gon na" alike), whatever
/// way the transcript writes them.
/// </summary>
internal static class WordReader
{
    /// <summary>A turn of millions of words is read in blocks of this many characters.</summary>
    private const int Block = 6_000;

    /// <summary>The words of a turn, in blocks: one for all that anybody says in one breath.</summary>
    public static IEnumerable<List<Word>> Blocks(Turn turn)
    {
        for (var at = 0; at < turn.Text.Length;)
        {
            var words = new List<Word>();
            at = Read(turn, at, words);
            yield return words;
        }
    }

    private static int Read(Turn turn, int from, List<Word> words)
    {
        var text = turn.Text;
        var at = from;
        while (at < text.Length && at - from < Block)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            ReadChunk(text, at, end, turn.Index, words);
            at = end;
        }

        return at;
    }

    private static void ReadChunk(string text, int start, int end, int turn, List<Word> words)
    {
        while (start < end && IsOpening(text[start]))
        {
            start++;
        }

        for (var at = start; at < end; at++)
        {
            if (IsBreak(text, start, at, end))
            {
                AddWord(text, start, at, turn, words);
                AddMark(text, at, turn, words);
                start = at + 1;
            }
        }

        AddWord(text, start, end, turn, words);
    }

    private static bool IsOpening(char c) => c is '"' or '“' or '”' or '(' or '[' or '*' or '\'' or '‘';

    /// <summary>Punctuation, but not inside a number, an abbreviation, a time or a hyphened word.</summary>
    private static bool IsBreak(string text, int start, int at, int end) => text[at] switch
    {
        ',' or ':' => at + 1 == end || at == start || !char.IsDigit(text[at + 1]) || !char.IsDigit(text[at - 1]),
        '.' => at + 1 == end || !char.IsLetterOrDigit(text[at + 1]) ? !IsShort(text, start, at) : at == start && !char.IsDigit(text[at + 1]),
        '?' or '!' or ';' or '…' or '"' or '“' or '”' or ')' or ']' or '*' or '(' or '[' or '—' or '–' => true,
        '-' => at + 1 == end,
        _ => false,
    };

    /// <summary>"Dr." and "no. 3"; "no." is an answer.</summary>
    private static bool IsShort(string text, int start, int at) => SpeechWords.Abbreviations.Contains(text[start..at].ToLowerInvariant())
        && (!text.AsSpan(start, at - start).Equals("no", StringComparison.OrdinalIgnoreCase) || (at + 2 < text.Length && char.IsAsciiDigit(text[at + 2])));

    private static void AddMark(string text, int at, int turn, List<Word> words)
    {
        var mark = text[at] switch
        {
            '—' or '–' or '-' => "-",
            '"' or '“' or '”' or ')' or ']' or '*' or '(' or '[' => "",
            var c => c.ToString(),
        };
        if (mark == "." && words.Count > 0 && words[^1] is { Text: "." or "…" } last && last.Turn == turn && last.End == at)
        {
            words[^1] = last with { Text = "…", Lower = "…", End = at + 1 };
        }
        else if (mark.Length > 0)
        {
            words.Add(new Word(mark, mark, turn, at, at + 1));
        }
    }

    private static void AddWord(string text, int start, int end, int turn, List<Word> words)
    {
        while (end > start && text[end - 1] is '\'' or '’' or '‘')
        {
            end--;
        }

        if (end <= start)
        {
            return;
        }

        if (end - start >= 3 && text[start] is 'i' or 'I' && text[start + 1] == '-' && text[start + 2] is 'i' or 'I')
        {
            // "I-I think".
            start += 2;
        }

        var written = text[start..end].Replace('’', '\'');
        var lower = written.ToLowerInvariant();
        if (words.Count > 0 && words[^1].Turn == turn && Contractions.Joins(words[^1].Lower, lower))
        {
            var head = words[^1];
            words.RemoveAt(words.Count - 1);
            var joined = head.Lower + lower;
            Add(joined, joined, turn, head.Start, end, words);
            return;
        }

        Add(written, lower, turn, start, end, words);
    }

    private static void Add(string written, string lower, int turn, int start, int end, List<Word> words)
    {
        if (!Contractions.TryWriteOut(lower, out var parts))
        {
            words.Add(new Word(written, lower, turn, start, end));
            return;
        }

        foreach (var part in parts.Split(' '))
        {
            words.Add(new Word(part, part, turn, start, end));
        }
    }
}
