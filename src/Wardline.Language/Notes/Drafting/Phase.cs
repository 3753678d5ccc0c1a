using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Drafting;

internal enum Phase
{
    History,
    Exam,
    Results,
    Plan,
}

/// <summary>Follows how far the visit has come, by what the clinician announces.</summary>
internal sealed class PhaseTracker
{
    private static readonly PhraseSet Exam = WordList.Phrases(
        "physical exam, physical examination, quick exam, examine you, take a listen, take a quick listen, listen to your heart, listen to your lungs, look at your knee, check out your heart, your vital signs, your vitals, vital signs, on exam, on your exam, "
        + "on examination, do a quick, take a quick look, let me take a look, check you out, vitals look, let me look at, i am going to look at your, i am going to examine, let me check your, heart exam, lung exam, my exam, your exam, press on, deep breath, deep breaths, "
        + "look at you, look at the wound, listen to your chest, listen from behind, lie flat, lie back, lean forward, open your mouth, squeeze my, lifting the dressing, tap on your");

    private static readonly PhraseSet Results = WordList.Phrases(
        "look at your results, look at some of your results, the results, your results, your x-ray, the x-ray, your x-rays, the x-rays, x-ray of your, your mri, the mri, your labs, the labs, lab results, your blood work, your ekg, the ekg, your ct, the ct, your echocardiogram, the echocardiogram, blood test, your lab, the ultrasound, your ultrasound, the echo, the ecg, the blood results");

    private static readonly PhraseSet Plan = WordList.Phrases(
        "assessment and plan, my assessment, your assessment, my plan, the plan, for your first problem, your first problem, first problem, treatment plan, what we are going to do, what i am going to do, what i would like to do, here is what, my impression, my diagnosis, "
        + "i am going to prescribe, i would recommend, so what i think, i am going to order, so my thoughts, i am going to refer, start you on, assessment, let us talk about your plan, what i want to do, impression, what i think, problem by problem");

    public Phase Current { get; private set; } = Phase.History;

    public void Hear(List<Word> words)
    {
        Current = Current switch
        {
            Phase.History when Exam.IsIn(words) => Phase.Exam,
            Phase.History or Phase.Exam when Results.IsIn(words) && !IsQuestion(words) && Current == Phase.Exam => Phase.Results,
            Phase.Results when Exam.IndexIn(words) >= 0 && !Plan.IsIn(words) => Phase.Exam,
            Phase.Exam when AnnouncesResults(words) => Phase.Results,
            Phase.Exam or Phase.Results when Plan.IsIn(words) || IsBarePlan(words) || ProblemHeading.IsCounted(words) => Phase.Plan,
            Phase.History when Plan.IndexIn(words) is >= 0 && words.Exists(word => word.Lower is "assessment" or "problem" or "prescribe" or "diagnosis" or "impression" or "order") => Phase.Plan,
            var current => current,
        };
    }

    /// <summary>"Then the blood."</summary>
    private static bool AnnouncesResults(List<Word> words) => words.Count <= 5 && words.FindLast(word => !word.IsMark) is { Lower: "blood" or "bloods" or "results" or "labs" };

    /// <summary>"So, plan."</summary>
    private static bool IsBarePlan(List<Word> words) => words.Count <= 4 && words.FindLast(word => !word.IsMark) is { Lower: "plan" };

    private static bool IsQuestion(List<Word> words) => words[0].Lower is "do" or "did" or "have" or "are" or "what" or "how";
}
