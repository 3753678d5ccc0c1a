using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;

namespace Wardline.Language.Notes.Words;

/// <summary>The small words of talking: fillers, signals of listening, openers, yes and no.</summary>
internal static class SpeechWords
{
    public static readonly FrozenSet<string> Abbreviations = WordList.Of("dr mr mrs ms st jr sr vs approx a.m p.m e.g i.e prof no");

    public static readonly FrozenSet<string> Pronouns = WordList.Of("i you he she it we they that there who what this");

    /// <summary>Words whose "'s" is "is" or "has", not a possessive.</summary>
    public static readonly FrozenSet<string> TakesIs = WordList.Of("it he she that there what where who how here this everything something nothing everyone when one");

    /// <summary>Said while thinking. They mean nothing anywhere.</summary>
    public static readonly FrozenSet<string> Fillers = WordList.Of("um uh uhm er erm ah eh hm hmm mm mmm huh gosh geez haha umm uhh mhm uh-oh");

    public static readonly PhraseSet FillerPhrases = WordList.Phrases(
        "you know what i mean, you know, i mean, i guess you could say, or something like that, or anything like that, anything like that, or whatever, and stuff like that, and all that, if you will, as well as well");

    /// <summary>Adverbs that add warmth, not meaning.</summary>
    public static readonly FrozenSet<string> EmptyAdverbs = WordList.Of("basically literally honestly obviously actually");

    /// <summary>Words that open an utterance and carry nothing into the note.</summary>
    public static readonly PhraseSet Openers = WordList.Phrases(
        "okay, all right, alright, so, and, but, then, now, oh, anyway, let me see, here we go, let us see, awesome, "
        + "wonderful, sounds good, that is good, that is great, very good, gotcha, got it, i see, i understand, wow, hey, and then, "
        + "because, no problem, like i said, as i said, as you know, to be honest, the other thing is, first of all, thank you, thanks, in fact, you are welcome, nice to hear");

    /// <summary>The same from a clinician, who answers nothing. From a patient they are an answer.</summary>
    public static readonly PhraseSet Agreement = WordList.Phrases("yeah, yep, yes, mm-hmm, uh-huh, yup");

    /// <summary>These open an utterance only before a comma or another opener: elsewhere they are a side or a finding.</summary>
    public static readonly PhraseSet OpenersBeforePause = WordList.Phrases(
        "right, well, good, great, perfect, sure, nice, fine, cool, excellent, again, like, also, plus, okay great, okay good, i mean, you know, normally, all, hi, hello, please, alas, sorry");

    /// <summary>A turn of these alone says only that one listens.</summary>
    public static readonly FrozenSet<string> BackChannel = WordList.Of("okay all right yeah yes yep yup mm-hmm mm hmm uh-huh uh huh sure right good great perfect sounds fine gotcha got it i see oh wow nice cool um thanks thank you mhm alright absolutely of course awesome");

    public static readonly FrozenSet<string> Yes = WordList.Of("yes yeah yep yup yea yah uh-huh mm-hmm mhm correct right exactly absolutely definitely sure indeed true");

    public static readonly FrozenSet<string> No = WordList.Of("no nope nah none never negative nuh-uh");

    /// <summary>Words that are never a name and never a piece of another word.</summary>
    public static readonly FrozenSet<string> SmallWords = WordList.Of("""
        a an the i you he she it we they my your his her our their this that these those some any all both each every other one not no yes never ever almost nearly maybe perhaps only just still
        already even here there where when what which who how why then than and but or so because if while until since for from with without within into onto over under after before about around
        between down up out off on in at to of by as like very too also again once twice both mostly usually sometimes often always nothing something everything anything nobody was were is are am
        did do does have has had can could will would should may might must be been being man men car way day bit lot any new old sun tue wed thu fri sat
        """);

    /// <summary>Where speech without punctuation begins something new.</summary>
    public static readonly PhraseSet Breaks = WordList.Phrases(
        "okay, all right, alright, yeah, yep, and then, and so, so i, so you, so we, so the, so it, so that is, so let us, so your, so there, so for, so on, so what, so how, so have, so do, so are, so is, so did, so my, so they, so in, so if, so any, so no, so this, so she, so he, so far so good, "
        + "but i, but you, but it, but the, but there, but your, but we, but if, but my, but no, "
        + "and i, and you, and it, and we, and your, and my, and there, and they, and he, and she, and the, and how, and what, and are, and do, and have, and is, and did, and does, and any, and no, and when, and that is, and on, and for, and let us, and if, and in terms, and this, and as, "
        + "now i, now you, now the, now your, now let us, now for, now on, now we, now has, now have, now do, now are, now were, now did, now is, now tell, now what, now how, now in, now does, now any, now when, "
        + "there is no, there is some, there are no, i do not appreciate, i do appreciate, i do not hear, i do not see, i can hear, i hear, you do have, your lungs, your heart, your abdomen, lungs are, heart is, the lungs, no murmurs, "
        + " let us, i am going to, i am also going to, i want to, i would like, we are going to, we will, hey dragon, let me, do you have any questions, in terms of");

    /// <summary>A question may begin with two such words in the middle of speech.</summary>
    public static readonly PhraseSet QuestionBreaks = WordList.Phrases(
        "do you, have you, are you, did you, does it, does the, is it, is the, is there, can you, how about, what about, any other, how long, how often, how are, how is, how much, how did, what do, what is, what have, what kind, when did, where is, where do, were you, has it, has the, does that, is that, are there, tell me");

    /// <summary>After these a question word does not begin a question: "how are you", "what do you".</summary>
    public static readonly FrozenSet<string> BindsQuestion = WordList.Of("how what when where who why which so than as or if that because many much long often know does do did i we they he she you to will can would could should not going");

    /// <summary>After these a clause goes on: "I think it", "when you".</summary>
    public static readonly FrozenSet<string> BindsClause = WordList.Of("that if when because what think and know where how than like whether say says said");

    /// <summary>After "well" these make it a finding.</summary>
    private static readonly FrozenSet<string> WellAs = WordList.Of("controlled nourished developed healed healing appearing known perfused groomed hydrated tolerated as managed localized defined aware");

    private static readonly string[][] Tags =
    [
        ["is", "that", "okay", "with", "you"], ["does", "that", "sound", "okay"], ["does", "that", "sound", "good"], ["does", "that", "make", "sense"], ["is", "that", "okay"],
        ["all", "right"], ["alright"], ["okay"], ["right"], ["correct"], ["you", "know"], ["yeah"], ["huh"], ["you", "see"], ["too", "okay"], ["for", "me", "okay"],
    ];

    /// <summary>How many words of "okay?" and the like stand before <paramref name="end"/>. "Right" needs a comma: it may be a side.</summary>
    public static int TagLengthBefore(IReadOnlyList<Word> words, int end)
    {
        foreach (var tag in Tags)
        {
            var start = end - tag.Length;
            if (start >= 0 && Enumerable.Range(0, tag.Length).All(at => words[start + at].Lower == tag[at]) && (tag is not ["right" or "correct"] || (start > 0 && words[start - 1].IsMark)))
            {
                return tag.Length;
            }
        }

        return 0;
    }

    public static int OpenerLengthAt(IReadOnlyList<Word> words, int at)
    {
        var length = Openers.LengthAt(words, at);
        if (length > 0)
        {
            return length == 2 && words[at].Lower == "all" && at + 2 < words.Count && ClinicalWords.Body.Contains(words[at + 2].Lower) ? 0 : length;
        }

        if (words[at].Lower == "well")
        {
            return at + 1 < words.Count && WellAs.Contains(words[at + 1].Lower) ? 0 : 1;
        }

        length = OpenersBeforePause.LengthAt(words, at);
        var after = at + length;
        return length > 0 && (after >= words.Count || words[after].IsMark || Openers.LengthAt(words, after) > 0 || OpenersBeforePause.LengthAt(words, after) > 0 && words[after].Lower is not ("right" or "well" or "like")) ? length : 0;
    }
}
