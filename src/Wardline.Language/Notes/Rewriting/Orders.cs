using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>
/// What the clinician announces, as the plan has it: "I want to go ahead and increase your lasix" becomes "Increase
/// lasix"; "I want you to rest", "Advised to rest". What does not fit is left as it was said.
/// </summary>
internal static class Orders
{
    /// <summary>"I am going to": what follows is an order. Words like "can" or "might" are not among them: they are kept.</summary>
    private static readonly PhraseSet Intentions = WordList.Phrases(
        "i am going to, i am just going to, i am also going to, i want to, i also want to, i just want to, i would like to, i would also like to, i would just like to, i will, i will also, i am gonna, "
        + "we are going to, we are also going to, we are just going to, we will, we will also, we want to, we will just, i do want to, i still want to, i will just, "
        + "let us, let us just, what i would like to do is, what i want to do is, what i am going to do is, what we are going to do is, what we will do is, i will need to, we need to, i need to, we will need to, i would, "
        + "the plan is to, my plan is to, go ahead and, just, also, first, i think what we will do is, then i would like to, we are going to go ahead and, we should");

    private static readonly PhraseSet Advice = WordList.Phrases(
        "i want you to, i also want you to, i do want you to, i just want you to, i would like you to, i would also like you to, i would like for you to, i need you to, you should, you need to, you will need to, you are going to need to, "
        + "make sure you, make sure that you, please make sure you, i would advise you to, i advise you to, i am going to ask you to, i would encourage you to, i encourage you to, i would recommend that you, i recommend that you, i recommend you, "
        + "try to, please, just make sure you, i want you, you have to, be sure to, you are going to have to, you will have to");

    private static readonly PhraseSet AdviceAgainst = WordList.Phrases("i do not want you to, you should not, i would not want you to, i would like you not to, you must not");

    private static readonly FrozenSet<string> WithPatientObject = WordList.Of("start put keep continue place switch restart maintain");

    private static readonly FrozenSet<string> Determiner = WordList.Of("some your");

    private static readonly FrozenSet<string> DropsObject = WordList.Of("order prescribe give write get send refer schedule provide recommend set");

    /// <summary>Null when it is neither an order nor advice.</summary>
    public static List<Word>? Write(List<Word> words, PatientNouns patient)
    {
        if (AdviceAgainst.LengthAt(words, 0) is var against and > 0)
        {
            return Advised(words, against, ["Advised", "not", "to"], patient);
        }

        if (Advice.LengthAt(words, 0) is var advice and > 0 && IsAction(words, advice))
        {
            return Advised(words, advice, ["Advised", "to"], patient);
        }

        var at = 0;
        while (Intentions.LengthAt(words, at) is var length and > 0)
        {
            at += length;
        }

        return at < words.Count && VerbForms.Orders.Contains(words[at].Lower) && (at > 0 || !VerbForms.IsAuxiliary(words[at].Lower)) && !IsTalk(words, at) ? Ordered(words, at, patient) : null;
    }

    /// <summary>"Let us talk about", "I want to see what": about the conversation, not for the patient.</summary>
    private static bool IsTalk(List<Word> words, int at) => words[at].Lower is "talk" or "look" or "see" or "find" or "do" or "discuss" or "go"
        && at + 1 < words.Count && words[at + 1].Lower is "about" or "at" or "what" or "how" or "if" or "out" or "a" or "over" or "that" or "some" && words[at].Lower is not "do"
        || at + 1 >= words.Count;

    private static bool IsAction(List<Word> words, int at)
    {
        while (at < words.Count && words[at].Lower is "just" or "also" or "go" or "ahead" or "and" or "really" or "to" or "please")
        {
            at++;
        }

        return at < words.Count && (VerbForms.Orders.Contains(words[at].Lower) || VerbForms.IsBase(words[at].Lower) || words[at].Lower is "be" or "not");
    }

    private static List<Word> Advised(List<Word> words, int from, string[] opening, PatientNouns patient)
    {
        while (from < words.Count && words[from].Lower is "just" or "also" or "please" or "to")
        {
            from++;
        }

        var rest = ThirdPerson.OfHearer(words.GetRange(from, words.Count - from), patient);
        return [.. opening.Select(Word.Added), .. rest];
    }

    private static List<Word> Ordered(List<Word> words, int at, PatientNouns patient)
    {
        var verb = words[at];
        var rest = words.GetRange(at + 1, words.Count - at - 1);
        if (rest.Count > 2 && rest[0].Lower == "you" && rest[1].Lower == "on" && WithPatientObject.Contains(verb.Lower))
        {
            verb = verb.Lower is "put" or "place" ? verb.As("start") : verb;
            rest.RemoveRange(0, 2);
        }
        else if (rest.Count > 2 && rest[0].Lower == "you" && DropsObject.Contains(verb.Lower))
        {
            rest.RemoveAt(0);
        }
        else if (rest.Count > 0 && rest[0].Lower == "you")
        {
            rest[0] = rest[0].As("the patient");
        }

        if (rest.Count > 1 && Determiner.Contains(rest[0].Lower))
        {
            rest.RemoveAt(0);
        }

        return [verb, .. ThirdPerson.OfHearer(rest, patient)];
    }
}
