using Wardline.Language.Notes.Rewriting;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Answers;

/// <summary>Makes one statement of a question and its answer. Where it is not certain what the two say together, both are quoted.</summary>
internal static class Joining
{
    private static readonly PhraseSet Continues = WordList.Phrases("when, if, after, before, at, in, on, during, with, since, for, about, every, mostly, only when, especially, while, from, twice, once, daily");

    /// <summary>The sentence's words, and whether <see cref="Answer.Rest"/> is used up by it; null when nothing can be said.</summary>
    public static (List<Word> Words, bool UsesRest)? Write(IReadOnlyList<Question> questions, Answer answer, PatientNouns patient)
    {
        var last = questions[^1];
        answer = Echoed(last, answer);
        if (last.Kind == QuestionKind.Open)
        {
            return Open(last, answer, patient);
        }

        if (answer.Yes is not { } yes || IsChoice(last))
        {
            return Fragment(last, answer, patient);
        }

        if (last.Negative && yes && !answer.Confirms)
        {
            return answer.Rest.Count > 0 ? null : (Quoted(last, answer, patient), false);
        }

        yes = yes && !(last.Negative && last.Kind == QuestionKind.Presence);
        var words = last.Kind switch
        {
            QuestionKind.Presence => Presence(questions, answer, yes, patient),
            QuestionKind.YesNo => YesNo(last, yes, patient),
            _ => Statement(last, yes, patient),
        };
        if (words is null)
        {
            return null;
        }

        words = [.. words, .. Hedge(answer)];
        return yes && answer.Rest.Count is > 0 and <= 10 && Continues.LengthAt(answer.Rest, 0) > 0 && answer.Hedge.Count == 0
            ? ([.. words, .. ThirdPerson.OfPatient(answer.Rest, patient)], true)
            : (words, false);
    }

    /// <summary>"10 milligrams?" "Ten, yeah, in the morning.": what was asked, said again, is no other answer.</summary>
    private static Answer Echoed(Question question, Answer answer)
    {
        var pause = answer.Rest.FindIndex(word => word.Text is "," or "-");
        if (answer.Yes is not null || question.Kind == QuestionKind.Open || pause is < 1 or > 4)
        {
            return answer;
        }

        var asked = WrittenNumbers.Apply([.. question.Said.Words]).Select(word => word.Lower).ToHashSet(StringComparer.Ordinal);
        return WrittenNumbers.Apply(answer.Rest.GetRange(0, pause)).TrueForAll(word => asked.Contains(word.Lower))
            && Answer.Read(answer.Rest.GetRange(pause, answer.Rest.Count - pause)) is { Yes: true, Hedge.Count: 0 } confirmed ? confirmed : answer;
    }

    private static List<Word>? Presence(IReadOnlyList<Question> questions, Answer answer, bool yes, PatientNouns patient)
    {
        List<Word> content = [];
        for (var at = questions.Count - 1; at >= 0 && questions[at].Kind == QuestionKind.Presence && questions[at].Negative == questions[^1].Negative; at--)
        {
            // "Yes" answers the last of several; "no" all of them.
            if (content.Count > 0 && yes)
            {
                break;
            }

            content = content.Count == 0 ? questions[at].Content : [.. questions[at].Content, Word.Added(","), .. content];
        }

        if (!yes)
        {
            content = Items.Without(content, answer.Rest);
        }

        return content.Count == 0 ? null : [Word.Added(yes ? "Reports" : "Denies"), .. ThirdPerson.OfHearer(Items.Named(content, or: !yes), patient)];
    }

    private static List<Word>? YesNo(Question question, bool yes, PatientNouns patient)
    {
        var auxiliary = question.Auxiliary.As(question.Auxiliary.Lower);
        List<Word> rest = question.Content.FindAll(word => word.Lower != "any" || !yes);
        rest = rest.FindAll(word => word.Lower != "ever" || !yes);
        List<Word> verb = (auxiliary.Lower, yes) switch
        {
            ("do" or "does", true) => [],
            (_, true) => [auxiliary],
            _ => [auxiliary, Word.Added("not") with { Turn = auxiliary.Turn, Start = auxiliary.Start, End = auxiliary.End }],
        };
        if (verb.Count == 0 && question.Subject![0].Lower is not ("you" or "they" or "these" or "those" or "your"))
        {
            // "Does it hurt": the verb takes its ending.
            return VerbForms.ThirdPerson(rest[0].Lower) is { } ending ? [.. Subject(question.Subject!), rest[0].As(ending), .. ThirdPerson.OfHearer(rest[1..], patient)] : null;
        }

        return ThirdPerson.OfHearer([.. Subject(question.Subject!), .. verb, .. yes ? rest : DeniedEach(rest)], patient);
    }

    /// <summary>"Did your face swell up, trouble breathing?" "No.": neither was there.</summary>
    private static List<Word> DeniedEach(List<Word> rest)
    {
        var denied = new List<Word>(rest.Count + 2);
        for (var at = 0; at < rest.Count; at++)
        {
            denied.Add(rest[at]);
            if (rest[at].Text == "," && at + 1 < rest.Count && (ClinicalWords.Symptoms.Contains(rest[at + 1].Lower) || rest[at + 1].Lower is "trouble" or "difficulty" or "problems"))
            {
                denied.Add(Word.Added("no"));
            }
        }

        return denied;
    }

    private static List<Word> Subject(List<Word> subject) => subject is [{ Lower: "your" }, ..] && subject.Count > 1 ? [subject[0].As("the"), .. subject[1..]] : subject;

    private static List<Word>? Statement(Question question, bool yes, PatientNouns patient)
    {
        if (yes || question.Negative)
        {
            return ThirdPerson.OfHearer(question.Content, patient);
        }

        // "You are taking it?" "No.": the negation goes after the auxiliary, or it is quoted.
        var at = question.Content.FindIndex(word => VerbForms.IsAuxiliary(word.Lower));
        return at is < 0 or > 3 ? null : ThirdPerson.OfHearer([.. question.Content[..(at + 1)], Word.Added("not"), .. question.Content[(at + 1)..]], patient);
    }

    private static (List<Word>, bool)? Open(Question question, Answer answer, PatientNouns patient)
    {
        var said = answer.Rest;
        if (said.Count is 0 or > 14 || said.Exists(word => word.Lower is "i" or "it" or "they" or "we") || answer.Yes is false)
        {
            return null;
        }

        return ([Word.Added(question.Topic), Word.Added(":"), .. ThirdPerson.OfPatient(said, patient)], true);
    }

    /// <summary>An answer that is no sentence, under what was asked.</summary>
    private static (List<Word>, bool)? Fragment(Question question, Answer answer, PatientNouns patient)
    {
        var said = answer.Rest;
        if (answer.Yes is not null || said.Count is 0 or > 8 || question.Content.Count > 10 || said.Exists(word => word.Lower is "i" or "it" or "okay" || VerbForms.IsAuxiliary(word.Lower)))
        {
            return null;
        }

        if (question.Kind == QuestionKind.YesNo && question.Subject is [{ Lower: "you" or "it" or "he" or "she" }])
        {
            return ByFrequency(question, said, patient) is { } happened ? (happened, true)
                : question.Said.Words.Exists(word => ClinicalWords.IsClinical(word.Lower)) ? ([Asked(question), Word.Added(":"), .. ThirdPerson.OfPatient(said, patient)], true)
                : null;
        }

        var topic = question.Kind == QuestionKind.YesNo && question.Subject is [{ Lower: not ("you" or "it" or "that" or "this") }, ..] ? [.. question.Subject, .. question.Content] : question.Content;
        return topic.Exists(word => ClinicalWords.IsClinical(word.Lower)) ? ([.. ThirdPerson.OfHearer(topic, patient), Word.Added(":"), .. ThirdPerson.OfPatient(said, patient)], true) : null;
    }

    /// <summary>"Did you vomit?" "Twice at home.": it happened, that often.</summary>
    private static List<Word>? ByFrequency(Question question, List<Word> said, PatientNouns patient) =>
        question.Auxiliary.Lower == "did" && said[0].Lower is "once" or "twice" && question.Content is [{ Lower: "vomit" or "faint" or "cough" or "wheeze" or "fall" or "bleed" or "sweat" } verb]
            ? [.. patient.Teller is null ? (Word[])[] : [Word.Added("the patient")], verb.As(verb.Lower switch { "fall" => "fell", "bleed" => "bled", "wheeze" => "wheezed", var regular => regular + "ed" }), .. LowerFirst(ThirdPerson.OfPatient(said, patient))]
            : null;

    private static List<Word> LowerFirst(List<Word> words) => [words[0].As(words[0].Lower), .. words[1..]];

    private static Word Asked(Question question) => question.Said.Words[0].As("Asked \"" + AsSaid(question) + "?\"");

    private static string AsSaid(Question question) => string.Join(' ', question.Said.Words.Select((word, at) => at == 0 ? word.Lower : word.Text)).Replace(" ,", ",", StringComparison.Ordinal);

    /// <summary>"Is it sharp or dull?" has no yes.</summary>
    private static bool IsChoice(Question question)
    {
        var or = question.Content.FindIndex(word => word.Lower == "or");
        return question.Kind == QuestionKind.YesNo && or >= 0
            && (question.Auxiliary.Lower is "is" or "does" or "was" || (or + 1 < question.Content.Count && VerbForms.IsAuxiliary(question.Content[or + 1].Lower)));
    }

    private static List<Word> Hedge(Answer answer) => answer.Hedge.Count == 0 ? [] :
        [answer.Hedge[0].As("(\"" + string.Join(' ', answer.Hedge.Select(word => word.Lower == "i" ? "I" : word.Text)) + "\")")];

    private static List<Word> Quoted(Question question, Answer answer, PatientNouns patient)
    {
        return [Asked(question), Word.Added(","), Word.Added(patient.Teller ?? "the patient"), Word.Added("answered"), Word.Added(answer.Yes == true ? "\"yes\"" : "\"no\"")];
    }
}
