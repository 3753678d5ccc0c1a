using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Drafting;

/// <summary>Decides which division a statement belongs to and whether it matters enough. Null: it stays out of the note.</summary>
internal static class Triage
{
    private static readonly PhraseSet Introduction = WordList.Phrases(
        "year-old, years old, past medical history, presents with, presents for, presents today, who presents, here for, here today, presenting with, comes in, coming in, here with, complaining of, complaints of, with a history of, history of, referred by, follow-up of");

    private static readonly PhraseSet Talk = WordList.Phrases(
        "tell me, let me tell you, take a look, take a listen, look at some, let you know, tell dax, dax, go over, talk about, how are you, nice to see, good to see, good to meet, nice to meet, see you soon, take care, have a good, have a great, any questions, let us see, let us look, let me look, let me see, "
        + "bear with me, on the screen, pull up, if you look, as you can see, show me, right here on, up here, let me just, let us go ahead and look, do a quick, check out your, check you out, press on your, press on, going to be calling out, going to push, step out, be right back, excuse me, thank you for, thanks for, you are welcome, bye, "
        + "look at your results, look at the results, examine you, do a physical exam, do your physical exam, physical exam on you, i will be back, back in, make sense, my assessment, assessment and plan, glad to hear, sorry to hear, happy to hear, good to hear, i am glad, i am sorry, i am happy, nurse told you, i understand, i know that is, does that");

    private static readonly PhraseSet Device = WordList.Phrases("hey dragon, hey , dragon, dragon, hey siri, alexa, finalize the note, finalize report, general physical exam template, use my");

    private static readonly PhraseSet Judging = WordList.Phrases(
        "i think, i do think, consistent with, sounds like, it looks like, looks like, i believe, diagnosis, diagnosed, most likely, likely, due to, caused by, suspect, concerned, concerning for, suggests, indicates, what we call, known as, this is called, "
        + "you have, you do have, it is called, exacerbation, stable, controlled, improving, worsening, out of control, doing well, elevated, too high, too low");

    /// <summary>Appearance, not opinion: after the name of a test it says what the test shows.</summary>
    private static readonly PhraseSet Opinion = WordList.Phrases("i think, i do think, i believe, suspect, concerned, concerning for, diagnosis, diagnosed, consistent with, due to, caused by, what we call, known as, this is called");

    private static readonly PhraseSet Showing = WordList.Phrases("shows, showed, show, reveals, revealed, demonstrates, demonstrated, was normal, is normal, were normal, are normal, came back, came in at, within normal, negative, positive, elevated, no evidence, looks good, look good, looked good, looks fine, is up, is down, is low, is high, was low, was high, unremarkable, fracture");

    /// <summary>What a clinician tells a patient to do while examining.</summary>
    private static readonly FrozenSet<string> Commands = WordList.Of("turn bend raise lift push pull squeeze open close follow stand sit lie breathe take hold look touch put move straighten walk relax squat try keep lean show point say swallow cough tilt roll make let go come");

    private static readonly FrozenSet<string> Naming = WordList.Of("on your the exam examination here my upon so for this that is are of physical and first second third then next last both all left right deep hold breath in out again now side");

    private static readonly FrozenSet<string> Greeting = WordList.Of("hi hello hey bye goodbye thanks thank welcome morning afternoon");

    public static Division? OfClinician(List<Word> words, Phase phase, bool isOrder)
    {
        if (Device.IsIn(words))
        {
            return null;
        }

        var weight = Weight(words);
        if (Introduction.IsIn(words) && phase == Phase.History && weight.Total >= 2 && words.Count >= 6)
        {
            return Division.History;
        }

        if (weight.Total == 0 && phase == Phase.Plan && words.Count >= 4 && Directions.AreActs(words) && !Talk.IsIn(words))
        {
            // "It starts again when the catheter comes out": what, stands in the sentence before.
            return Division.Plan;
        }

        if (weight.Total == 0 || (Talk.IsIn(words) && weight.Total < 4))
        {
            return null;
        }

        if (phase != Phase.Plan && VitalSigns.AreIn(words))
        {
            return Division.Exam;
        }

        if (phase is Phase.Exam or Phase.Results && (Directions.AreIn(words) || (words[0].Lower == "no" && weight.Treatments > 0 && weight.Tests + weight.Findings == 0)))
        {
            return Division.Plan;
        }

        if (phase is Phase.Exam or Phase.Results && words.Exists(word => word.Lower is "allergy" or "allergies" or "allergic"))
        {
            return Division.History;
        }

        if (phase is Phase.Exam or Phase.Results && IsDiagnosis(words, weight))
        {
            return Division.Assessment;
        }

        if (phase == Phase.Plan && weight.Tests > 0 && !isOrder && IsPastValue(words))
        {
            return Division.Results;
        }

        if (isOrder && (phase == Phase.Plan || weight.Treatments + weight.Tests > 0))
        {
            return Division.Plan;
        }

        if (phase != Phase.History && weight.Tests > 0 && (Showing.IsIn(words) || words.Exists(word => word.IsNumber)) && phase != Phase.Plan)
        {
            return Division.Results;
        }

        return phase switch
        {
            Phase.Exam when isOrder || Commands.Contains(words[0].Lower) => null,
            Phase.Exam when weight.Findings + weight.Vitals + weight.Body + weight.Symptoms > 0 => Division.Exam,
            Phase.Results when Showing.IsIn(words) && weight.Tests + weight.Body > 0 => Division.Results,
            Phase.Results when weight.Tests > 0 && LooksLike(words) && !Opinion.IsIn(words) => Division.Results,
            Phase.Results => weight.Findings + weight.Body >= 2 && weight.Tests == 0 && !Judging.IsIn(words) ? Division.Exam : Judging.IsIn(words) ? Division.Assessment : Division.Results,
            Phase.Plan => Judging.IsIn(words) && weight.Conditions + weight.Symptoms > 0 ? Division.Assessment : Division.Plan,
            Phase.History when weight.Total >= 2 && !words.Exists(word => word.Lower is "i" or "we") && words.Count >= 5 => Division.History,
            _ => null,
        };
    }

    /// <summary>What the patient says belongs to the history, whenever it is said; after the plan has begun less of it does.</summary>
    public static bool IsHistory(List<Word> words, Phase phase)
    {
        var isDenial = words.Count == 2 && words[0].Lower == "no" && !words[1].IsMark;      // "No fever."
        if ((words.Count < 3 && !isDenial) || Device.IsIn(words) || words.Exists(word => Greeting.Contains(word.Lower)))
        {
            return false;
        }

        var weight = Weight(words);
        var isTold = words.Exists(word => word.Lower is "i" or "my" or "it" or "we" or "me" or "he" or "she");
        return phase switch
        {
            Phase.History => weight.Total + weight.Background >= 1 && (isTold || weight.Total >= 1),
            Phase.Plan => weight.Total >= 2 && isTold,
            _ => weight.Total >= 1 && isTold,
        };
    }

    /// <summary>More than the name of what is looked at or what to do for it: "your heart", "first the results", "hold your breath".</summary>
    public static bool SaysSomething(List<Word> words) =>
        words.Exists(word => !word.IsMark && word.Lower != "blood" && !Naming.Contains(word.Lower) && !ClinicalWords.Body.Contains(word.Lower) && !ClinicalWords.Conditions.Contains(word.Lower) && !ClinicalWords.Tests.Contains(word.Lower))
        && !(words[0].Lower is "is" or "are" or "that" or "it" && words.TrueForAll(word => word.IsMark || Naming.Contains(word.Lower) || word.Lower is "normal" or "fine" or "good" or "bad" or "it" or "not"));

    /// <summary>"It is a stone."</summary>
    private static bool IsDiagnosis(List<Word> words, Weights weight) => words is [{ Lower: "it" or "that" or "this" }, { Lower: "is" }, { Lower: "a" or "an" }, ..] && words.Count is >= 4 and <= 8
        && weight.Conditions > 0 && weight.Tests + weight.Findings + weight.Treatments == 0;

    /// <summary>"Right side": where, and nothing of what.</summary>
    public static bool IsPlace(List<Word> words) => words.TrueForAll(word => word.IsMark || Naming.Contains(word.Lower) || ClinicalWords.Body.Contains(word.Lower));

    /// <summary>Appearance told of a test, not asked or supposed.</summary>
    private static bool LooksLike(List<Word> words) => words.Exists(word => word.Lower is "looks" or "look" or "looking" or "appears") && !words.Exists(word => word.Lower is "want" or "will" or "if");

    /// <summary>"The creatinine was 1.07 and then 1.03": a value told, also in the midst of the plan.</summary>
    private static bool IsPastValue(List<Word> words) => words.Exists(word => word.IsNumber) && words.Exists(word => word.Lower is "was" or "were" or "went")
        && !words.Exists(word => word.Lower is "i" or "we" or "if") && !Judging.IsIn(words);

    public static bool IsJudgement(List<Word> words) => Judging.IsIn(words);

    public static Weights Weight(List<Word> words)
    {
        var weights = default(Weights);
        foreach (var word in words)
        {
            var lower = American(word.Lower);
            var isDrug = Directions.IsDrug(lower);
            weights.Symptoms += ClinicalWords.Symptoms.Contains(lower) ? 1 : 0;
            weights.Body += ClinicalWords.Body.Contains(lower) ? 1 : 0;
            weights.Conditions += ClinicalWords.Conditions.Contains(lower) ? 1 : 0;
            weights.Treatments += isDrug || ClinicalWords.Treatments.Contains(lower) ? 1 : 0;
            weights.Findings += ClinicalWords.Findings.Contains(lower) ? 1 : 0;
            weights.Vitals += ClinicalWords.Vitals.Contains(lower) ? 1 : 0;
            weights.Tests += ClinicalWords.Tests.Contains(lower) ? 1 : 0;
            weights.Background += ClinicalWords.History.Contains(lower) || word.IsNumber ? 1 : 0;
            weights.Total += isDrug || ClinicalWords.IsClinical(lower) ? 1 : 0;
        }

        return weights;
    }

    /// <summary>The lists have one spelling: "haemoglobin" and "oedema" count as "hemoglobin" and "edema".</summary>
    public static string American(string lower) => lower.Length > 5 && (lower.Contains("ae", StringComparison.Ordinal) || lower.Contains("oe", StringComparison.Ordinal))
        ? lower.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal)
        : lower;
}

/// <summary>How many words of each kind; <see cref="Total"/> counts a word once.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Weights(int Total, int Symptoms, int Body, int Conditions, int Treatments, int Findings, int Vitals, int Tests, int Background);
