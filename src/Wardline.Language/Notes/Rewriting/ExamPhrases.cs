using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>Findings as a note has them: "on your heart exam, I do appreciate a murmur" becomes "Heart: murmur".</summary>
internal static class ExamPhrases
{
    private static readonly PhraseSet Seeing = WordList.Phrases(
        "i do appreciate, i appreciate, i can appreciate, i hear, i do hear, i can hear, i heard, i see, i do see, i can see, i feel, i do feel, i can feel, i notice, i do notice, i note, i find, i am seeing, i am hearing, i am feeling, "
        + "there is, there are, there was, you do have, you have, you have got, you do still have, you still have, you also have, i also appreciate, i also see, i also hear, it shows, i am noticing, you have a, we have");

    private static readonly PhraseSet NotSeeing = WordList.Phrases(
        "i do not appreciate any, i do not appreciate, i do not hear any, i do not hear, i do not see any, i do not see, i do not feel any, i do not feel, i do not notice any, i do not notice, there is not any, there are not any, you do not have any, you do not have, "
        + "i did not hear any, i did not see any, i can not hear any, i can not see any, i can not appreciate any");

    private static readonly PhraseSet Over = WordList.Phrases("it looks like, looks like, it appears that, so far, and, so, now, then, here, today, also, that");

    public static List<Word> Write(List<Word> words, PatientNouns patient)
    {
        var (place, at) = Place(words);
        while (Over.LengthAt(words, at) is var skip and > 0 && words[at].Lower is not ("it" or "looks") && !(words[at].Lower == "that" && at + 1 < words.Count && VerbForms.IsAuxiliary(words[at + 1].Lower)))
        {
            at += skip;
        }

        List<Word> written = [.. place];
        if (NotSeeing.LengthAt(words, at) is var unseen and > 0)
        {
            written.Add(Word.Added(place.Count > 0 ? "no" : "No") with { Turn = words[at].Turn, Start = words[at].Start, End = words[at].End });
            at += unseen;
        }
        else
        {
            at += Seeing.LengthAt(words, at);
        }

        at = SkipArticle(words, at);
        for (; at < words.Count; at++)
        {
            var isOwner = words[at].Lower == "your" || (words[at].Lower is "his" or "her" && written.Count == place.Count);
            var seeing = at > 0 && words[at - 1].Lower is "," or "and" ? Seeing.LengthAt(words, at) : 0;
            if (seeing > 0 && at + seeing < words.Count && words[at + seeing].Lower is not ("it" or "to" or "been" or "them" or "had" or "this" or "that" or "him" or "her"))
            {
                at += seeing - 1;
                continue;
            }

            if (!isOwner)
            {
                written.Add(words[at]);
            }
            else if (at > 0 && at + 1 < words.Count && written.Count > place.Count && !written[^1].IsMark && written[^1].Lower is not ("and" or "that" or "but" or "no"))
            {
                written.Add(IsPart(words[at + 1].Lower) && words[at - 1].Lower is not ("need" or "needs") ? words[at].As("the") : words[at]);
            }
        }

        return ThirdPerson.OfHearer(written, patient);
    }

    /// <summary>"On your heart exam" and the like: what it names, as a heading, and the place after it.</summary>
    private static (List<Word> Heading, int After) Place(List<Word> words)
    {
        if (words.Count < 3 || words[0].Lower is not ("on" or "upon" or "with" or "for" or "your" or "the"))
        {
            return ([], 0);
        }

        for (var at = 1; at < Math.Min(words.Count - 1, 8); at++)
        {
            if (words[at].Lower is not ("exam" or "examination"))
            {
                continue;
            }

            List<Word> named = words.GetRange(0, at).FindAll(word => word.Lower is not ("on" or "upon" or "with" or "for" or "your" or "the" or "my" or "of" or "a" or "physical" or "quick" or "this") && !word.IsMark);
            var after = at + 1;
            if (Is(words, after, "of"))
            {
                return ([], 0);
            }

            while (after < words.Count && words[after].IsMark)
            {
                after++;
            }

            if (named.Count > 0)
            {
                named.Add(Word.Added(":"));
            }

            return (named, after);
        }

        return ([], 0);
    }

    /// <summary>"In your legs" is "in the legs"; "on your own" and "your wife" have an owner.</summary>
    private static bool IsPart(string lower) => lower is not ("breath" or "own")
        && (ClinicalWords.IsClinical(lower) || lower is "right" or "left" or "lower" or "upper" or "lateral" or "medial" or "distal" or "proximal" or "lumbar" or "cervical" or "prior" or "recent" or "last");

    private static int SkipArticle(List<Word> words, int at) => at + 1 < words.Count && words[at].Lower is "a" or "an" or "some" && words[at + 1].Lower is not ("little" or "lot" or "bit" or "few") ? at + 1 : at;

    private static bool Is(List<Word> words, int at, string word) => at < words.Count && words[at].Lower == word;
}
