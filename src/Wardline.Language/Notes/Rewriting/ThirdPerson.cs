using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>Turns "I" of the patient, or "you" said to the patient, into the third person, and the verb with it.</summary>
internal static class ThirdPerson
{
    private static readonly FrozenSet<string> Adverbs = WordList.Of("also just really usually always never sometimes still only then already even probably definitely certainly typically generally normally occasionally often ever currently recently kind of sort pretty much mostly not either both all honestly finally certainly now");

    /// <summary>After these "you" is whom something is done to.</summary>
    private static readonly FrozenSet<string> TakesObject = WordList.Of("""
        for to of with at about see give want put send get tell ask help let refer keep advise encourage have having had make bother bothers bothering giving start continue
        like need bring on from between around after prescribe show remind allow call hurt hurts causing order write place switch seen schedule treat follow against thank
        """);

    /// <summary>After these "you" is who does something.</summary>
    private static readonly FrozenSet<string> StartsClause = WordList.Of("when if that because since while after before what how where why as until once whether");

    /// <param name="isNamed">The patient was named just before, so that a pronoun is enough.</param>
    public static List<Word> OfPatient(List<Word> words, PatientNouns patient, bool isNamed = false) => Rewrite(words, patient, "i", isNamed);

    public static List<Word> OfHearer(List<Word> words, PatientNouns patient, bool isNamed = false) => Rewrite(words, patient, "you", isNamed);

    private static List<Word> Rewrite(List<Word> words, PatientNouns patient, string subject, bool isNamed)
    {
        var written = new List<Word>(words.Count + 2);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word.Lower == subject && (subject == "i" || IsSubject(words, at)))
            {
                if (subject == "i" && patient.Teller is { } teller)
                {
                    written.Add(word.As(teller));
                    at = Conjugate(words, at + 1, written, isPlural: false) - 1;
                    continue;
                }

                written.Add(word.As(!isNamed ? "the patient" : patient.Subject.ToLowerInvariant()));
                at = Conjugate(words, at + 1, written, isNamed && patient.IsPlural) - 1;
                isNamed = true;
                continue;
            }

            var replaced = subject == "i" ? First(word, patient, isNamed) : Second(word, patient, isNamed);
            isNamed |= replaced.Text.StartsWith("the patient", StringComparison.Ordinal) && replaced != word;
            written.Add(replaced);
        }

        return written;
    }

    private static Word First(Word word, PatientNouns patient, bool isNamed) => word.Lower switch
    {
        "my" or "mine" when patient.Teller is { } teller => word.As(teller + "'s"),
        "me" when patient.Teller is { } teller => word.As(teller),
        "myself" when patient.Teller is not null => word.As("themself"),
        "my" => word.As(isNamed ? patient.Possessive : "the patient's"),
        "me" => word.As(isNamed ? patient.Object : "the patient"),
        "mine" => word.As("the patient's"),
        "myself" => word.As(patient.Reflexive),
        "we" => word.As("they"),
        "our" => word.As("their"),
        "us" => word.As("them"),
        _ => word,
    };

    private static Word Second(Word word, PatientNouns patient, bool isNamed) => word.Lower switch
    {
        "your" => word.As(isNamed ? patient.Possessive : "the patient's"),
        "you" => word.As(isNamed ? patient.Object : "the patient"),
        "yours" => word.As("the patient's"),
        "yourself" => word.As(patient.Reflexive),
        _ => word,
    };

    private static bool IsSubject(List<Word> words, int at)
    {
        if (at > 0 && words[at - 1].Lower is "hurt" or "hurts" or "back" && at + 1 < words.Count && VerbForms.IsBase(words[at + 1].Lower) && words.FindIndex(0, at, word => word.Lower is "if" or "when") >= 0)
        {
            // "If the legs hurt you call us".
            return true;
        }

        if (at > 0 && TakesObject.Contains(words[at - 1].Lower))
        {
            // "To see you", but "I know you have", "for you have".
            return at + 1 < words.Count && VerbForms.IsAuxiliary(words[at + 1].Lower) && words[at - 1].Lower is not ("have" or "want" or "with");
        }

        if (at > 0 && at + 1 < words.Count && StartsClause.Contains(words[at - 1].Lower) && char.IsLetter(words[at + 1].Text[0]) && !TakesObject.Contains(words[at + 1].Lower))
        {
            return true;
        }

        for (var next = at + 1; next < words.Count; next++)
        {
            if (!Adverbs.Contains(words[next].Lower))
            {
                return VerbForms.IsVerb(words[next].Lower);
            }
        }

        return false;
    }

    /// <summary>Copies the adverbs and verbs after the subject in the third person; the place after them.</summary>
    private static int Conjugate(List<Word> words, int at, List<Word> written, bool isPlural)
    {
        while (at < words.Count && Adverbs.Contains(words[at].Lower))
        {
            written.Add(words[at++]);
        }

        if (isPlural && at < words.Count)
        {
            written.Add(words[at].Lower switch
            {
                "am" => words[at].As("are"),
                "was" => words[at].As("were"),
                _ => words[at],
            });
            return at + 1;
        }

        if (at >= words.Count || VerbForms.ThirdPerson(words[at].Lower) is not { } verb)
        {
            return at;
        }

        // "Do not take" keeps its verb; of "take it and feel" both change.
        var isMain = !VerbForms.IsAuxiliary(words[at].Lower) && words[at].Lower != "have";
        written.Add(words[at].As(verb));
        at++;
        while (isMain && at < words.Count && words[at].Lower is not ("i" or "you"))
        {
            var isSecond = words[at - 1].Lower is "and" or "or" && VerbForms.IsBase(words[at].Lower) && !ClinicalWords.Symptoms.Contains(words[at].Lower) && !IsNounHere(words, at);
            written.Add(isSecond && VerbForms.ThirdPerson(words[at].Lower) is { } second ? words[at].As(second) : words[at]);
            if (words[at].IsMark || words[at].Lower is "to" or "that" or "when" or "if" or "my" or "your" or "me")
            {
                written.RemoveAt(written.Count - 1);
                break;
            }

            at++;
        }

        return at;
    }

    private static bool IsNounHere(List<Word> words, int at) => at + 1 >= words.Count || words[at + 1].Lower is "and" or "or" or "," or "for" or "pain";
}
