using Wardline.Language.Notes.Speech;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>How the note speaks of the patient. "They" is for those of whom nobody said "he" or "she".</summary>
internal sealed record PatientNouns(string Subject, string Object, string Possessive, string Reflexive)
{
    /// <summary>Who says "I"; null for the patient.</summary>
    public string? Teller { get; init; }

    /// <summary>The same patient, spoken of by somebody else: "Daughter" as a label makes "the daughter" of "I".</summary>
    public PatientNouns ToldBy(Passage passage) => passage.Voice != Speaker.Other ? this : this with { Teller = TellerOf(passage.Label) };

    private static string TellerOf(string? label)
    {
        var name = label?.Trim(' ', '[', ']', ':', '.').ToLowerInvariant() ?? "";
        return name.Length > 1 && name.All(char.IsLetter) && name is not ("guest" or "family" or "other" or "guestfamily" or "guestclinician") ? "the " + name
            : name.Contains("family", StringComparison.Ordinal) ? "a relative" : "another person";
    }

    /// <summary>"They" takes the verb as it is after "I" and "you".</summary>
    public bool IsPlural => Subject == "They";

    private static readonly PatientNouns She = new("She", "her", "her", "herself");
    private static readonly PatientNouns He = new("He", "him", "his", "himself");
    private static readonly PatientNouns Unknown = new("They", "them", "their", "themself");

    /// <summary>From a clinician's address or introduction only: "she" may be anybody.</summary>
    public static PatientNouns Of(Transcript transcript)
    {
        foreach (var words in transcript.Turns.Where(turn => turn.Speaker != Speaker.Patient).SelectMany(WordReader.Blocks))
        {
            for (var at = 0; at < words.Count; at++)
            {
                switch (words[at].Lower)
                {
                    case "ma'am" or "mrs" or "mrs." or "ms" or "ms." or "miss":
                    case "female" or "woman" or "lady" or "girl" when IsIntroduction(words, at):
                        return She;
                    case "sir" or "mr" or "mr.":
                    case "male" or "man" or "gentleman" or "boy" when IsIntroduction(words, at):
                        return He;
                }
            }
        }

        return Unknown;
    }

    /// <summary>"A 50-year-old right-handed female": an age stands shortly before.</summary>
    private static bool IsIntroduction(List<Word> words, int at)
    {
        for (var before = Math.Max(0, at - 6); before < at; before++)
        {
            if (words[before].Lower.Contains("year-old", StringComparison.Ordinal) || words[before].Lower is "old" or "pleasant")
            {
                return true;
            }
        }

        return false;
    }
}
