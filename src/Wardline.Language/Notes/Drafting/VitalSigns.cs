using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Drafting;

/// <summary>Vital signs read out one after the other: found on examination, whoever says them and whenever.</summary>
internal static class VitalSigns
{
    private static readonly PhraseSet Names = WordList.Phrases(
        "blood pressure, heart rate, pulse, temperature, temp, saturation, sats, breathing rate, respiratory rate, breaths a minute, respirations, room air, without oxygen, liters, litres");

    public static bool AreIn(List<Word> words) => words.Count(word => word.IsNumber) >= 2 && Names.CountIn(words) >= 2 && !words.Exists(word => word.Lower is "if" or "home");
}
