namespace Wardline.Language.Transcripts;

/// <summary>Who would say such a thing: a clinician asks, examines, orders; a patient tells of "my" and "I".</summary>
internal static class RoleCues
{
    private static readonly Phrases Cues = new(
        // "Call the doctor", "the doctor told me": anyone says it, only "doctor" alone is said to one.
        (4, "the doctor"),
        (1, "your, you've, you're, any, okay so, alright so, we'll, let's, let me, looks like, show me"),
        (2, "do you, are you, have you, did you, does it, is it, how long, how often, any other, tell me, hey dragon, we're gonna, we can, want you"),
        (4, "your exam, physical exam, vital signs, on exam, your lungs, your heart, your blood, your labs, your results, take a, listen to, examine you, palpation, auscultation, "
            + "prescribe, refer you, your assessment, my assessment, follow up, i'd recommend, i recommend, start you, continue you, brings you, milligrams daily, "
            + "reveals, tenderness, your x, your mri, your symptoms, your first, your second, refill"),
        (-1, "my, i, i'm, i've, me"),
        (-2, "i feel, i've been, i was, i can't, i don't, it hurts, my wife, my husband, my mom, my kids, i've had, i had, i guess, i tried, i noticed, i started"),
        (-4, "doctor, doc, thank you doctor, my back, my knee, my chest, my head, my stomach, hurts me"));

    /// <summary>Above zero speaks for a clinician, below for a patient.</summary>
    public static int Score(ReadOnlySpan<char> text) => Cues.Weigh(text).Score;

    /// <summary>The speaker, where the words make it clear.</summary>
    public static Speaker Guess(ReadOnlySpan<char> text)
    {
        var score = Score(text);
        return score >= 2 ? Speaker.Clinician : score <= -2 ? Speaker.Patient : Speaker.Unknown;
    }
}
