using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;
using Wardline.Language.Vocabulary;

namespace Wardline.Language.Notes.Drafting;

/// <summary>
/// What is to be done, told without the form of an order: "the aspirin goes on", "we check it again tomorrow",
/// "paracetamol, one gram every eight hours", "if the pain comes back, you ring".
/// </summary>
internal static class Directions
{
    private const int ShortestName = 6;

    private static readonly PhraseSet Acts = WordList.Phrases(
        "goes on, stays off, stay off, stays on, is on hold, are on hold, is back, starts again, start it again, i start, we start, i stop, we stop, i pause, we pause, we check, we measure, we look again, we look for, we try, we change, we switch, we put, we go back, we keep, we repeat, "
        + "we wean, we hold, we transfuse, we do not transfuse, i am giving, we are giving, i am starting, we are starting, i am stopping, we are stopping, i am adding, i am prescribing, you keep, you stop, she gets, he gets, you are getting, she is getting, he is getting, "
        + "i would start, keep taking, comes to see, sees you, sees the, comes tomorrow, comes right after, comes later, will come by, may stand");

    private static readonly PhraseSet Frequencies = WordList.Phrases(
        "a day, per day, twice daily, once daily, times daily, every day, every morning, every evening, every night, at night, every hour, every 4 hours, every 6 hours, every 8 hours, every 12 hours, every four hours, every six hours, every eight hours, every twelve hours, "
        + "into the vein, under the skin, as needed, at most, by mouth");

    private static readonly PhraseSet Returning = WordList.Phrases(
        "call, calls, call us, ring, ring us, come back, comes back, come in, come straight, emergency, tell us, let me know, let us know, go back on, stop, gets, get");

    /// <summary>Of at least one drug, test or complaint: asked only of words that are about something clinical.</summary>
    public static bool AreIn(List<Word> words)
    {
        var past = words.Exists(word => word.Lower is "had" or "was" or "were" or "took" or "got" or "gave" or "given" or "used" or "been");
        if (words[0].Lower is "if" or "should" && Returning.IsIn(words))
        {
            return true;
        }

        return !past && (AreActs(words) || (words.Exists(word => IsDrug(word.Lower)) && words.Exists(word => word.IsNumber) && Frequencies.IsIn(words)));
    }

    /// <summary>Something is started, held, checked or goes on; of what, the sentence need not say.</summary>
    public static bool AreActs(List<Word> words) => Acts.IsIn(words);

    /// <summary>The name of a medicine; short brand names that are everyday words are not looked for.</summary>
    public static bool IsDrug(string lower) => lower.Length >= ShortestName && (lower == "insulin" || (DrugNames.All.Find(lower) >= 0 && !PlainWords.IsNoteWord(lower) && !PlainWords.IsGrammar(lower)));
}
