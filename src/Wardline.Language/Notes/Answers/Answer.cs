using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Answers;

/// <summary>What a patient's first words say to a question.</summary>
/// <param name="Yes">Null when they are neither yes nor no.</param>
/// <param name="Hedge">"Not really", "I think so": kept as said, for it changes what is meant.</param>
/// <param name="Confirms">"Correct", "that's right": agrees to the question as it was put, negative ones too.</param>
/// <param name="Rest">What follows.</param>
internal sealed record Answer(bool? Yes, IReadOnlyList<Word> Hedge, bool Confirms, List<Word> Rest)
{
    private static readonly PhraseSet HedgedNo = WordList.Phrases(
        "not really, i do not think so, i do not believe so, not that i know of, not that i can think of, not that i have noticed, not that i am aware of, not that i can remember, not that i remember, not that i recall, not that i can recall, not that i have seen, "
        + "not that i can tell, not so much, not much, not too much, not usually, not often, not very often, not particularly, probably not, hardly ever, rarely, not as far as i know, not lately, not recently, not right now, not yet, not anymore, not currently");

    private static readonly PhraseSet HedgedYes = WordList.Phrases(
        "i think so, i believe so, i guess so, i guess, a little, a little bit, just a little, just a little bit, sometimes, kind of, sort of, maybe, probably, possibly, occasionally, every now and then, every once in a while, once in a while, somewhat, at times, for the most part, most of the time, mostly, usually, a bit, here and there, now and then");

    private static readonly PhraseSet PlainNo = WordList.Phrases(
        "not at all, nothing like that, nothing at all, none of that, none whatsoever, none at all, i do not, i am not, i have not, i did not, i was not, i can not, it does not, it is not, it has not, it did not, they do not, they are not, there is not, that is not, nothing");

    private static readonly PhraseSet PlainYes = WordList.Phrases(
        "i do, i am, i have, i did, i was, i can, it does, it is, it has, it did, they do, they are, there is, of course, for sure");

    private static readonly PhraseSet Agreement = WordList.Phrases("that is correct, that is right, correct, right, exactly, that is true, you are right");

    public static Answer Read(List<Word> words)
    {
        bool? yes = null;
        var confirms = false;
        List<Word> hedge = [];
        var at = 0;
        while (at < words.Count)
        {
            if (words[at].IsMark || words[at].Lower is "okay" or "oh" or "well" or "so" or "um" or "sorry" or "god" or "goodness" or "heavens")
            {
                at++;
                continue;
            }

            var (length, kind) = Next(words, at, yes is not null);
            if (length == 0)
            {
                break;
            }

            // "Yes, yes", "no, not really", "yeah no": the last word stands.
            (yes, confirms) = kind == Kind.Agrees ? (yes ?? true, confirms || yes is null) : (kind is Kind.Yes or Kind.HedgedYes, false);
            hedge = kind is Kind.HedgedNo or Kind.HedgedYes ? words.GetRange(at, length) : hedge;
            at += length;
        }

        var rest = words.GetRange(at, words.Count - at);
        if (yes is not null)
        {
            Disfluencies.DropOpeners(rest, keepAnswer: true);
        }

        return new Answer(yes, hedge, confirms, rest);
    }

    private static (int Length, Kind Kind) Next(List<Word> words, int at, bool isAnswered)
    {
        if (HedgedNo.LengthAt(words, at) is var hedgedNo and > 0 && EndsAt(words, at + hedgedNo))
        {
            return (hedgedNo, Kind.HedgedNo);
        }

        if (HedgedYes.LengthAt(words, at) is var hedgedYes and > 0 && EndsAt(words, at + hedgedYes))
        {
            return (hedgedYes, Kind.HedgedYes);
        }

        if (PlainNo.LengthAt(words, at) is var no and > 0 && EndsAt(words, at + no))
        {
            return (no, Kind.No);
        }

        if (PlainYes.LengthAt(words, at) is var yes and > 0 && EndsAt(words, at + yes))
        {
            return (yes, Kind.Yes);
        }

        if (Agreement.LengthAt(words, at) is var agrees and > 0 && EndsAt(words, at + agrees))
        {
            return (agrees, Kind.Agrees);
        }

        var word = words[at].Lower;
        var isNo = SpeechWords.No.Contains(word) && (word is not ("no" or "never" or "none") || !BelongsToNext(words, at));
        var isYes = SpeechWords.Yes.Contains(word) && word is not ("right" or "correct" or "exactly" or "true" or "sure" or "definitely" or "absolutely");
        isYes |= word is "sure" or "definitely" or "absolutely" && EndsAt(words, at + 1);
        return isNo ? (1, Kind.No) : isYes && !(isAnswered && word == "yes" && !EndsAt(words, at + 1)) ? (1, Kind.Yes) : (0, Kind.No);
    }

    /// <summary>"No fever", "never smoked", "none of those": the word is part of what follows.</summary>
    private static bool BelongsToNext(List<Word> words, int at) => at + 1 < words.Count && !words[at + 1].IsMark
        && (words[at].Lower != "no" || ClinicalWords.IsClinical(words[at + 1].Lower) || words[at + 1].Lower is "new" or "other" or "more" or "longer" or "real" or "issues" or "problems" or "history" or "changes" or "one")
        && !(words[at].Lower == "no" && words[at + 1].Lower is "no" or "not" or "nothing" or "i" or "never" or "just");

    private static bool EndsAt(List<Word> words, int at) =>
        at >= words.Count || words[at].IsMark || words[at].Lower is "but" or "and" or "yeah" or "no" or "yes" or "i" or "it" or "just" or "when" or "especially" or "because" or "so";

    private enum Kind
    {
        Yes,
        No,
        HedgedYes,
        HedgedNo,
        Agrees,
    }
}
