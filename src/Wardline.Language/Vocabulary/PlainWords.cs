using System.Collections.Frozen;

namespace Wardline.Language.Vocabulary;

/// <summary>Words that say nothing of what a sentence is about: grammar, small talk, and what every note is full of.</summary>
internal static class PlainWords
{
    private static readonly FrozenSet<string> Grammar = Words("""
        a an the and or but nor so yet if then than that this these those there here it its itself he him his himself she her hers
        herself they them their theirs themselves i me my mine myself we us our ours you your yours yourself one who whom whose
        which what when where why how to of in on at by for with from as into onto over under about after before between during
        through while until since because though although however also too very really just only even still again ever never
        always often sometimes usually is am are was were be been being do does did doing done have has had having can could
        will would shall should may might must not no yes yeah yep nope ok okay well right all some any each every both few more
        most much many lot lots other another such same own up down out off back away along around let lets get gets got getting
        gotten go goes going gone went gonna gon na wanna wan gotta come comes came coming take takes took taking taken make makes
        made making know knows knew known think thinks thought say says said saying tell tells told see sees saw seen seeing look
        looks looked looking want wants wanted like likes liked feel feels felt feeling seem seems seemed thing things something
        anything everything nothing someone anyone else anywhere everywhere somewhere anybody somebody kind sort bit little um uh hmm mm mhm huh oh ah hey hi hello thanks thank please
        sure good great fine mean actually basically probably maybe kinda sorta i'm i've i'd i'll it's he's she's you're you've
        you'll you'd we're we've we'll we'd they're they've that's there's what's let's don't doesn't didn't isn't aren't wasn't
        weren't haven't hasn't hadn't can't cannot couldn't won't wouldn't shouldn't n't 's 're 've 'll 'd 'm dr doctor now
        today use used using try tried trying keep keeps kept put give gives gave given bring start started starting stop
        start begin began continue continues continued continuing able way
        """);

    private static readonly FrozenSet<string> NoteWords = Words("""
        patient patients reports reported report states stated state denies denied deny endorses endorsed endorse notes noted
        note describes described admits admitted complains complaint complaints presents presented presenting presentation
        experiencing experience experiences experienced history significant past medical evaluation evaluate evaluated
        evaluating assess assessed assessment currently current previously previous prior additionally additional regarding
        appears appear reveals revealed reveal demonstrates demonstrated demonstrate shows showed shown show showing recommended
        recommend recommends recommendation recommendations advised advise advises encouraged encourage plan plans planned
        discussed discuss discussion visit follow followup following management manage managed treatment treat treated
        treating therapy regimen medication medications medicine medicines med meds prescribed prescribe prescription
        symptom symptoms condition conditions issue issues problem problems concern concerns exam examination physical
        performed perform obtained obtain ordered order orders reviewed review reviewing results result findings finding
        evidence consistent associated including include includes due secondary related however further approximately
        questions agreement agreements understands understand agrees agree verbalized verbalizes understanding answered
        need needs needed several year years old male female man woman gentleman lady mr mrs ms miss general constitutional well-appearing day days
        week weeks month months time times ago hour hours daily positive negative status intact normal unremarkable clear
        last recent recently initial initially present stable improved improvement increase increased decrease decreased
        """);

    /// <summary>Words of grammar and small talk: never counted.</summary>
    public static bool IsGrammar(string word) => Grammar.Contains(word);

    /// <summary>Words notes are made of, whatever the patient said: a match says little, a miss says nothing.</summary>
    public static bool IsNoteWord(string word) => NoteWords.Contains(word);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
