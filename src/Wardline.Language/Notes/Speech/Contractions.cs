using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Speech;

/// <summary>Short forms of speech and what they stand for. "'s" and "'d" are decided where the next word is known.</summary>
internal static class Contractions
{
    private static readonly FrozenDictionary<string, string> WrittenOut = WordList.Table("""
        can't=can_not cannot=can_not won't=will_not shan't=shall_not ain't=is_not
        gonna=going_to wanna=want_to gotta=have_to hafta=have_to lemme=let_me gimme=give_me kinda=kind_of sorta=sort_of
        let's=let_us 'cause=because cause=because cuz=because 'em=them y'all=you ok=okay o.k=okay
        dunno=do_not_know i'm=i_am ma'am=ma'am
        """);

    /// <summary>Parts of one short form that a transcript may write as two words.</summary>
    public static bool Joins(string head, string tail) => tail switch
    {
        "n't" or "'s" or "'m" or "'re" or "'ve" or "'ll" or "'d" => char.IsLetter(head[^1]),
        "na" => head is "gon" or "wan",
        "ta" => head is "got",
        "me" => head is "lem" or "gim",
        _ => false,
    };

    public static bool TryWriteOut(string lower, [NotNullWhen(true)] out string? parts)
    {
        parts = null;
        if (WrittenOut.TryGetValue(lower, out parts))
        {
            return true;
        }

        var mark = lower.IndexOf('\'');
        if (mark <= 0)
        {
            return false;
        }

        var head = lower[..mark];
        parts = lower[mark..] switch
        {
            "'t" when head.Length > 2 && head[^1] == 'n' => head[..^1] + " not",
            "'re" => head + " are",
            "'ve" => head + " have",
            "'ll" => head + " will",
            "'d" when SpeechWords.Pronouns.Contains(head) => head + " 'd",
            "'s" when SpeechWords.TakesIs.Contains(head) => head + " 's",
            _ => null,
        };
        return parts is not null;
    }
}
