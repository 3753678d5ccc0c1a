using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Drafting;

/// <summary>The reason for the visit, in few words: what follows "presents with" or "here for".</summary>
internal static class ChiefComplaint
{
    private const int LongestReason = 10;

    private static readonly PhraseSet Cues = WordList.Phrases(
        "evaluation of, follow-up of, follow-up for, follow up for, follow up on, follow up of, a second opinion on, a second opinion for, a second opinion regarding, presents with, presents for, presents today with, presents today for, presents today with complaints of, who presents with, presents for evaluation of, presents today for evaluation of, here today for, here for, here today with, here with, complaining of, presenting with, come in with, "
        + "coming in with, coming in for, came in for, came in with, comes in for, comes in with, complaints of, complaint of, comes in today for, comes in today with, in today for, here for evaluation of, here for a evaluation of, come in for, came in today with, coming in today with, coming in today for, came in today for, "
        + "you had some, you have been having some, you are having some, you have been having, you are having, you were having some, seeing you for, see you for, you hurt your, you injured your, chief complaint of, here because of, to discuss");

    private static readonly PhraseSet Invitations = WordList.Phrases(
        "brings you, brought you, what happened, what is going on, what has been going on, can i help, can we help, how it started, how did it start, how did this start, what seems to be, hear it from you, when did it begin, what is the matter, what is wrong, what is bothering you");

    private static readonly FrozenSet<string> Vague = WordList.Of("better weight hearing hot pressure mood sleep stress appetite memory severe mild constant");

    /// <summary>"What brings you in?": what the patient answers is the reason.</summary>
    public static bool IsInvited(List<Word> words) => Invitations.IsIn(words);

    /// <summary>A complaint the patient has, in a sentence that denies nothing.</summary>
    public static bool IsTold(List<Word> words) => words.Exists(word => ClinicalWords.Symptoms.Contains(Triage.American(word.Lower)) && !Vague.Contains(word.Lower))
        && !words.Exists(word => word.Lower is "no" or "not" or "never" or "none" or "nothing" or "nobody" or "without");

    /// <summary>The words of the reason; null when none is named here.</summary>
    public static List<Word>? Find(List<Word> words)
    {
        for (var at = words.Count - 1; at >= 0; at--)
        {
            if (Cues.LengthAt(words, at) is var length and > 0 && Reason(words, at + length) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static List<Word>? Reason(List<Word> words, int start)
    {
        while (start < words.Count && words[start].Lower is "a" or "an" or "some" or "the" or "her" or "his" or "your" or "my" or "today" or "this" or "evaluation" or "complaints" or "of" or "with" or "for")
        {
            start++;
        }

        var end = start;
        while (end < words.Count && end - start < LongestReason && !words[end].IsMark && words[end].Lower is not ("and" or "that" or "who" or "since" or "for" or "so" or "after" or "because" or "which" or "today" or "is" or "what" or "can" or "but" or "it" or "do" or "he" or "she" or "you" or "i" or "how" or "when" or "from" or "following" or "she's" or "have" or "has"))
        {
            end++;
        }

        var reason = words.GetRange(start, end - start);
        return reason.Exists(word => ClinicalWords.IsClinical(word.Lower) || word.Lower is "exam" or "checkup" or "physical" or "follow-up" or "follow" or "visit" or "refills") ? reason : null;
    }
}
