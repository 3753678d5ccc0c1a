using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Answers;

/// <summary>Understands a clinician's question as far as the answer needs it.</summary>
internal static class QuestionReader
{
    private static readonly PhraseSet Presence = WordList.Phrases(
        "do you have, do you still have, have you had, have you been having, are you having, did you have, have you noticed, do you notice, are you experiencing, have you experienced, have you been experiencing, "
        + "is there, are there, was there, any, do you get, did you notice, have you ever had, do you ever have, do you ever get, have you developed, do you feel any, have you felt any, are you feeling any, did you feel any, do you currently have, "
        + "have you got, had any, with any, and any, what about any, how about any, have you had any, do you take any, are you on any, and no, no, so no, having any, are you noticing, have you been noticing, do you also have, any other symptoms like, any other symptoms such as, any symptoms like, any symptoms such as");

    private static readonly PhraseSet Lead = WordList.Phrases("any, any other symptoms like, other symptoms like, any symptoms like, any other symptoms such as, symptoms such as, symptoms like, any type of, any kind of, any sort of, any issues with, any problems with, any of the, like, such as, some, at all, with, or, and, no");

    private static readonly PhraseSet Conversation = WordList.Phrases("any questions, any other questions, you understand, that sound, that make sense, you want, anything else, you mind, any concerns, you know, you remember me, you think, you mean");

    private static readonly (PhraseSet Cue, string Topic)[] Topics =
    [
        (WordList.Phrases("how long, how many days, how many weeks, how many months, how many years"), "Duration"),
        (WordList.Phrases("when did, when was, when has, how did this start, when you first"), "Onset"),
        (WordList.Phrases("how often, how many times, how frequently"), "Frequency"),
        (WordList.Phrases("scale of, on a scale, out of ten, one to ten, rate your pain, rate the pain"), "Severity"),
        (WordList.Phrases("makes it worse, make it worse, aggravates, makes the pain worse, makes that worse, brings it on"), "Aggravating factors"),
        (WordList.Phrases("makes it better, make it better, relieves, helps with the pain, makes the pain better, makes that better"), "Relieving factors"),
        (WordList.Phrases("better or worse, worse or better"), "What makes it better or worse"),
        (WordList.Phrases("have you taken, have you been taking, did you take, are you taking for, have you tried, what medications, what medicines, have you done for, do you take for, are you on"), "Treatment so far"),
        (WordList.Phrases("for a living, for work, your job, your occupation, do you work"), "Occupation"),
        (WordList.Phrases("how would you describe, describe the pain, what kind of pain, what does it feel, what does the pain feel, is the pain like, type of pain"), "Character"),
        (WordList.Phrases("where is, where does, where do, where are, where exactly, which side, what side, what part, which part, which knee, which leg, which arm, which shoulder, which ankle, which foot, which hip, which elbow, which hand, which finger, which ear, which eye"), "Location"),
        (WordList.Phrases("how much do you drink, how much alcohol, how many drinks, how many beers"), "Alcohol"),
        (WordList.Phrases("how much do you smoke, how many cigarettes, how many packs"), "Smoking"),
    ];

    private static readonly FrozenSet<string> Auxiliaries = WordList.Of("do does did are is was were have has had can could will would");

    private static readonly FrozenSet<string> OpenWords = WordList.Of("how what when where who why which");

    private static readonly FrozenSet<string> PairedNouns = WordList.Of("blood heart bowel urine range review acid energy pain sleep");

    /// <summary>Null when it asks nothing a note could use.</summary>
    public static Question? Read(Utterance said)
    {
        var words = said.Words;
        if (Conversation.IsIn(words) && words.Count < 14)
        {
            return null;
        }

        var start = words.Count > 1 && words[0].Lower is "um" or "now" or "and" or "or" or "but" ? 1 : 0;
        if (words.Count > start + 4 && Auxiliaries.Contains(words[start].Lower) && Auxiliaries.Contains(words[start + 2].Lower) && words[start + 3].Lower == words[start + 1].Lower)
        {
            // "Have you, do you have": begun anew.
            start += 2;
        }

        if (Presence.LengthAt(words, start) is var presence and > 0 && (words[start].Lower != "no" || said.Asks || words.Count < 12))
        {
            var content = WithoutLead(words.GetRange(start + presence, words.Count - start - presence));
            return IsNamed(content) ? new Question(said, QuestionKind.Presence, content, Negative: IsNegative(words, start, presence)) : null;
        }

        if (words.Count > 2 && Auxiliaries.Contains(words[start].Lower))
        {
            return YesNo(said, words, start);
        }

        foreach (var (cue, topic) in Topics)
        {
            if (cue.IsIn(words) && (said.Asks || OpenWords.Contains(words[start].Lower)))
            {
                return new Question(said, QuestionKind.Open, words, topic);
            }
        }

        return !said.Asks || OpenWords.Contains(words[start].Lower) ? null : Declared(said);
    }

    /// <summary>What was said without the form of a question, to be confirmed by the answer.</summary>
    public static Question? Declared(Utterance said)
    {
        var words = said.Words;
        var isAboutPatient = words[0].Lower is "you" or "your" or "it" or "there" or "that" or "they" || (words[0].Lower == "the" && said.Asks);
        if (words.Count >= 3 && isAboutPatient && words.Count < 30)
        {
            return new Question(said, QuestionKind.Statement, words, Negative: words.Exists(word => word.Lower is "not" or "no" or "never"));
        }

        return said.Asks && words.Count <= 12 && IsNamed(words) && !IsPlace(words) && !words.Exists(word => word.Lower is "i" or "we" or "us" or "you")
            ? new Question(said, QuestionKind.Presence, WithoutLead(words), Negative: words[0].Lower == "no")
            : null;
    }

    /// <summary>"Right side?" asks what is there, not whether there is one.</summary>
    private static bool IsPlace(List<Word> words) => words.TrueForAll(word => word.IsMark || ClinicalWords.Body.Contains(word.Lower)
        || word.Lower is "left" or "right" or "upper" or "lower" or "the" or "your" or "and" or "or" or "other" or "quadrant" or "both" or "this" or "that" or "one" or "sides" or "on");

    private static bool IsNegative(List<Word> words, int start, int length) => words.GetRange(start, length).Exists(word => word.Lower == "no");

    private static Question? YesNo(Utterance said, List<Word> words, int start)
    {
        var subjectLength = words[start + 1].Lower switch
        {
            "you" or "it" or "that" or "this" or "they" or "he" or "she" or "these" or "those" => 1,
            "the" or "your" when words.Count > start + 3 => words.Count > start + 4 && PairedNouns.Contains(words[start + 2].Lower) && ClinicalOrPair(words[start + 3]) ? 3 : 2,
            _ => 0,
        };
        var rest = start + 1 + subjectLength;
        if (subjectLength > 0 && rest + 1 < words.Count && words[rest].Lower == "any")
        {
            // "Are you any pain": a word was lost, what is asked for was not.
            var content = WithoutLead(words.GetRange(rest, words.Count - rest));
            return IsNamed(content) ? new Question(said, QuestionKind.Presence, content) : null;
        }

        return subjectLength == 0 || rest >= words.Count ? null
            : new Question(said, QuestionKind.YesNo, words.GetRange(rest, words.Count - rest), Auxiliary: words[start], Subject: words.GetRange(start + 1, subjectLength), Negative: words[rest].Lower == "not");
    }

    private static bool ClinicalOrPair(Word word) => word.Lower is "pressure" or "rate" or "sugar" or "sugars" or "movements" or "reflux" or "work" or "level" or "pattern" or "flow" or "of";

    private static List<Word> WithoutLead(List<Word> content)
    {
        if (content.Count > 1 && content[0].Lower is "other" or "symptoms")
        {
            // "Other symptoms I might be missing, nausea": what is named is asked for.
            var named = content.FindIndex(word => word.Text == ",");
            if (named > 0 && named + 1 < content.Count && content.FindIndex(0, named, word => word.Lower is "i" or "we" or "you") >= 0)
            {
                content.RemoveRange(0, named + 1);
            }
        }

        while (content.Count > 0 && (content[0].IsMark || Lead.LengthAt(content, 0) > 0))
        {
            content.RemoveRange(0, content[0].IsMark ? 1 : Lead.LengthAt(content, 0));
        }

        content.RemoveAll(word => word.Lower == "any");
        for (var at = content.Count - 1; at > 1; at--)
        {
            if (content[at].Lower is "that" or "all" && content[at - 1].Lower is "like" or "at" && content.Count == at + 1)
            {
                content.RemoveRange(at - 1, 2);
                at--;
            }
        }

        while (content.Count > 0 && (content[^1].IsMark || content[^1].Lower is "or" or "and" or "anything" or "at"))
        {
            content.RemoveAt(content.Count - 1);
        }

        return content;
    }

    private static bool IsNamed(List<Word> content) => content.Exists(word => ClinicalWords.IsClinical(word.Lower) || word.Lower is "symptoms" or "issues" or "problems" or "trouble" or "difficulty" or "changes" or "history");
}
