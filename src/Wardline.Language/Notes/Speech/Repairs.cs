using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Speech;

/// <summary>
/// Speakers set right what they said: "the right arm. No wait, the left." What was taken back goes, what replaced it
/// stands in its place. Where it cannot be told what replaces what, both stay in one sentence with the words between
/// them, so that a reader sees that something was corrected.
/// </summary>
internal static class Repairs
{
    private const int FarthestBack = 14;
    private const int MostLead = 5;

    /// <summary>These say by themselves that something is taken back. Marks and fillers may stand between their words.</summary>
    private static readonly string[][] Clear = Split(
        "no wait no, no wait, wait no, wait wait, no sorry i mean, no sorry, oh sorry, sorry no, scratch that, correction, let me correct that, make that, sorry i mean, sorry i meant, no i mean, no i meant, i meant, "
        + "no let us begin with, no let us start with, no let us make it, no let us say, no make it, no make that");

    /// <summary>These do so only where a value of the same kind follows at once and nothing goes on after it.</summary>
    private static readonly string[][] Vague = Split("sorry, i mean, actually, or rather, no no, no, wait");

    private static readonly FrozenSet<string> Lead = WordList.Of("it is was the my your his her on in at a an that this i mean sorry of to no wait");

    private static readonly FrozenSet<string> GoesOn = WordList.Of("and but so for because then when if after before with in on at every once twice daily a per please or since");

    private static readonly FrozenSet<string> Adds = WordList.Of("too also as yes no is was hurts");

    public static List<Word> Within(List<Word> words)
    {
        var settled = new List<Word>(words.Count);
        for (var at = 0; at < words.Count;)
        {
            if (Take(settled, words, at, isLater: false) is var next and > 0)
            {
                at = next;
                continue;
            }

            settled.Add(words[at++]);
        }

        return settled;
    }

    /// <summary>A correction with which the same speaker begins the next turn; what it says goes where it belongs.</summary>
    public static void Between(List<Word> earlier, List<Word> later)
    {
        var start = 0;
        while (start < later.Count && (later[start].IsMark || SpeechWords.Fillers.Contains(later[start].Lower)))
        {
            start++;
        }

        if (earlier.Count > 0 && earlier[^1].Text != "?" && Take(earlier, later, start, isLater: true) is var next and > 0)
        {
            later.RemoveRange(0, next);
        }

        Refused(earlier, later);
    }

    /// <summary>"One milligram, not two": what was said before of two is one.</summary>
    private static void Refused(List<Word> earlier, List<Word> later)
    {
        for (var at = 0; at < Math.Min(later.Count, FarthestBack); at++)
        {
            if (SpokenValue.At(later, at, isAlone: false) is not { Kind: SpokenKind.Number } right || !right.HasUnit)
            {
                continue;
            }

            var not = SkipMarks(later, right.End);
            if (not < later.Count && later[not].Lower == "not" && SpokenValue.At(later, not + 1, isAlone: true) is { Kind: SpokenKind.Number } wrong
                && Old(earlier, wrong, earlier.Count) is { } old && old.Key == wrong.Key && SameUnit(earlier, old, later, right))
            {
                Replace(earlier, old, later, right);
            }

            return;
        }
    }

    /// <summary>The place after a repair that begins at <paramref name="at"/>; 0 when none does.</summary>
    private static int Take(List<Word> settled, List<Word> words, int at, bool isLater)
    {
        if (at >= words.Count || settled.Count == 0)
        {
            return 0;
        }

        if (Frequency(settled, words, at) is var frequency and > 0)
        {
            return frequency;
        }

        var (marker, isClear) = Marker(settled, words, at, isLater);
        if (marker == 0)
        {
            return 0;
        }

        var start = SkipLead(words, at + marker);
        if (SpokenValue.At(words, start, isAlone: true) is not { } right || (start > 0 && words[start - 1].Lower == "not")
            || Old(settled, right, settled.Count, words) is not { } wrong)
        {
            return 0;
        }

        var end = right.End;
        if (right.Kind == SpokenKind.Side && end < words.Count && words[end].Lower == "one")
        {
            end++;
        }

        var isNear = TrimmedEnd(settled) <= wrong.End;
        var follows = wrong.End < TrimmedEnd(settled) ? settled[wrong.End].Lower : "";
        if (right.Kind == SpokenKind.Side && end < words.Count && words[end].Lower == follows)
        {
            end++;
        }

        var after = end < words.Count ? words[end] : Word.Added(".");
        var stops = after.IsMark || GoesOn.Contains(after.Lower) || SpeechWords.Fillers.Contains(after.Lower) || after.Lower is "sorry" or "please";
        var next = SkipMarks(words, end);
        if (!isClear && (!(stops || (isNear && right.Kind != SpokenKind.Side)) || (next < words.Count && Adds.Contains(words[next].Lower))))
        {
            return 0;
        }

        if (isLater && !stops)
        {
            return 0;
        }

        var isNoun = right.Kind == SpokenKind.Side && !stops && ClinicalWords.Body.Contains(after.Lower);
        var movesNoun = isNoun && follows.Length > 0 && wrong.End + 1 >= TrimmedEnd(settled) && ClinicalWords.Body.Contains(follows);
        if (!(stops || isNear || movesNoun) || IsAmbiguous(settled, wrong, right, isNear))
        {
            return isLater || wrong.Key == right.Key ? 0 : KeepBoth(settled, words, at, marker, wrong);
        }

        Trim(settled);
        if (movesNoun)
        {
            settled.RemoveAt(wrong.End);
        }

        var (said, past) = Repeated(words, right, end);
        Replace(settled, wrong, words, said);
        return past;
    }

    /// <summary>"Twice, uh, three times a day": a pause between two such words is enough.</summary>
    private static int Frequency(List<Word> settled, List<Word> words, int at)
    {
        if (!SpeechWords.Fillers.Contains(words[at].Lower))
        {
            return 0;
        }

        var start = SkipMarks(words, at + 1);
        var end = TrimmedEnd(settled);
        for (var back = end - 1; back >= Math.Max(0, end - 2); back--)
        {
            if (SpokenValue.At(settled, back, isAlone: false) is { Kind: SpokenKind.Frequency } wrong && wrong.End == end
                && SpokenValue.At(words, start, isAlone: false) is { Kind: SpokenKind.Frequency } right)
            {
                Trim(settled);
                Replace(settled, wrong, words, right);
                return right.End;
            }
        }

        return 0;
    }

    private static (int Length, bool IsClear) Marker(List<Word> settled, List<Word> words, int at, bool isLater)
    {
        foreach (var phrase in Clear)
        {
            if (LengthOf(words, at, phrase, acrossSentences: true) is var length and > 0)
            {
                return (length, true);
            }
        }

        var isApart = isLater || settled[^1].IsMark || SpeechWords.Fillers.Contains(settled[^1].Lower);
        foreach (var phrase in Vague)
        {
            if (isApart && LengthOf(words, at, phrase, acrossSentences: false) is var length and > 0)
            {
                var isOwn = at + length >= words.Count || words[at + length].Text is not ("." or "?") || phrase[0] == "sorry";
                return isOwn && !(isLater && phrase[0] != "sorry") ? (length, false) : (0, false);
            }
        }

        return (0, false);
    }

    private static int LengthOf(List<Word> words, int at, string[] phrase, bool acrossSentences)
    {
        var next = at;
        foreach (var part in phrase)
        {
            while (next > at && next < words.Count && (words[next].Text is "," or "-" or "…" || (acrossSentences && words[next].Text == ".") || SpeechWords.Fillers.Contains(words[next].Lower)))
            {
                next++;
            }

            if (next >= words.Count || words[next].Lower != part)
            {
                return 0;
            }

            next++;
        }

        return next - at;
    }

    private static int SkipLead(List<Word> words, int at)
    {
        var skipped = 0;
        while (at < words.Count && (words[at].IsMark || SpeechWords.Fillers.Contains(words[at].Lower) || (Lead.Contains(words[at].Lower) && skipped++ < MostLead)))
        {
            at++;
        }

        return at;
    }

    /// <summary>The value that was taken back: the last of that kind, at most a sentence before.</summary>
    private static SpokenValue? Old(List<Word> settled, SpokenValue right, int end, List<Word>? words = null)
    {
        var sentences = 0;
        end = TrimmedEnd(settled, end);
        for (var at = end - 1; at >= Math.Max(0, end - FarthestBack) && sentences < 2; at--)
        {
            sentences += settled[at].Text is "." or "?" or "!" ? 1 : 0;
            var value = SpokenValue.At(settled, at, isAlone: false);
            if (value is { } && at > 0 && SpokenValue.At(settled, at - 1, isAlone: false) is { } longer && longer.Core > at)
            {
                // "Five" of "twenty five".
                continue;
            }

            if (value is { } found && found.Kind == right.Kind && (words is null || SameUnit(settled, found, words, right)))
            {
                return found;
            }
        }

        return null;
    }

    private static bool SameUnit(List<Word> settled, SpokenValue old, List<Word> words, SpokenValue right) =>
        !old.HasUnit || !right.HasUnit || Unit(settled[old.Core].Lower) == Unit(words[right.Core].Lower);

    private static string Unit(string lower) => NumberWords.Measures.TryGetValue(lower, out var unit) ? unit : lower.TrimEnd('s');

    /// <summary>Several values it may mean, and it does not stand right after one.</summary>
    private static bool IsAmbiguous(List<Word> settled, SpokenValue wrong, SpokenValue right, bool isNear)
    {
        if (isNear || right.HasUnit)
        {
            return false;
        }

        for (var at = wrong.Start - 1; at >= Math.Max(0, wrong.Start - FarthestBack) && settled[at].Text is not ("." or "?" or "!"); at--)
        {
            if (SpokenValue.At(settled, at, isAlone: false) is { } other && other.Kind == wrong.Kind && other.Key != wrong.Key && other.End <= wrong.Start)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"2.5. Two point five milligrams once a day": said again, with its unit.</summary>
    private static (SpokenValue Said, int Past) Repeated(List<Word> words, SpokenValue right, int end)
    {
        var again = SkipMarks(words, end);
        return again > end && right.Kind == SpokenKind.Number && SpokenValue.At(words, again, isAlone: true) is { } said && said.Kind == right.Kind && said.Key == right.Key
            && (said.HasUnit || !right.HasUnit)
            ? (said, said.End) : (right, end);
    }

    private static void Replace(List<Word> settled, SpokenValue wrong, List<Word> words, SpokenValue right)
    {
        settled.RemoveRange(wrong.Start, (right.HasUnit ? wrong.End : wrong.Core) - wrong.Start);
        settled.InsertRange(wrong.Start, words.GetRange(right.Start, right.End - right.Start));
    }

    private static int KeepBoth(List<Word> settled, List<Word> words, int at, int marker, SpokenValue wrong)
    {
        for (var back = wrong.End; back < settled.Count; back++)
        {
            settled[back] = settled[back].Text is "." or "-" or "…" or "?" or "!" or ";" ? settled[back].As(",") : settled[back];
        }

        var said = words.GetRange(at, marker).FindAll(word => !word.IsMark);
        settled.Add(said[0].As(","));
        settled.Add(said[0].As(string.Join(' ', said.Select(word => word.Lower))) with { End = Math.Max(said[0].End, said[^1].End) });
        settled.Add(said[^1].As(","));
        return SkipMarks(words, at + marker);
    }

    private static int SkipMarks(List<Word> words, int at)
    {
        while (at < words.Count && words[at].IsMark)
        {
            at++;
        }

        return at;
    }

    private static int TrimmedEnd(List<Word> settled) => TrimmedEnd(settled, settled.Count);

    private static int TrimmedEnd(List<Word> settled, int end)
    {
        while (end > 0 && (settled[end - 1].IsMark || SpeechWords.Fillers.Contains(settled[end - 1].Lower)))
        {
            end--;
        }

        return end;
    }

    private static void Trim(List<Word> settled)
    {
        var end = TrimmedEnd(settled);
        settled.RemoveRange(end, settled.Count - end);
    }

    private static string[][] Split(string phrases) => [.. phrases.Split(',', StringSplitOptions.TrimEntries).Select(phrase => phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
