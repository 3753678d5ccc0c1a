using System.Collections.Frozen;

namespace Wardline.Language.Notes.Words;

/// <summary>Verbs as patients and clinicians use them about a patient, and their third person.</summary>
internal static class VerbForms
{
    private static readonly FrozenDictionary<string, string> Irregular = WordList.Table("have=has do=does go=goes am=is are=is were=was");

    private static readonly FrozenSet<string> Present = WordList.Of("""
        take feel think know want need like get work live try notice use eat drink smoke sleep wake walk run see hear stand sit lie bend lift
        cough sneeze vomit throw bleed hurt ache have do go come keep give make put start stop continue remember forget believe guess hope wish
        suppose mean say tell talk speak call ask drive ride exercise play stay leave move turn look find lose gain wear hold push pull reach
        touch taste smell breathe swallow chew burn itch scratch urinate pee void sweat shake tremble fall slip trip bruise swell experience
        suffer struggle worry cry laugh love hate enjoy prefer miss check measure monitor record watch cook bake buy travel hike swim bike jog
        garden read write study help care deal cope manage avoid limit cut drop pick carry wash clean dress bathe shower rest relax nap lay
        weigh recall understand agree appreciate expect plan tend seem appear become happen follow see visit let bring spend pay train lift kneel
        squat climb twist rub press tolerate require inject test apply ice elevate soak grab grip type stretch massage wonder realize assume notice
        deny report complain describe state present vape gag choke wheeze snore faint pass catch bother skip finish end begin change switch add
        ring phone sign fast gargle inhale exhale crush dissolve spit sit sip order book arrange fill refill collect freeze itch smell yawn sneeze dream lose choose decide hope wait open close warm cool wear
        doze sob pant sip rinse stumble stagger collapse crawl climb weaken improve worsen recover wonder mix trip wobble blink squint manage volunteer smoke confirm doubt fear resent pray commute
        """);

    private static readonly FrozenSet<string> Unchanging = WordList.Of("is has was had does did can could will would should may might must cannot");

    private static readonly FrozenSet<string> IrregularPast = WordList.Of("""
        was were had did went got took felt thought knew ate drank slept woke ran saw heard stood sat lay bent came kept gave made put began told said
        spoke drove rode left found lost wore held fell bled threw hurt forgot cut spent bought brought caught broke hit tore became saw grew shook
        """);

    private static readonly FrozenSet<string> IrregularParticiples = WordList.Of("""
        been had gotten got gone done taken felt seen come become kept made given eaten slept lost found fallen run left known thought heard grown broken torn hurt put cut begun
        """);

    /// <summary>Verbs of which only an order is made.</summary>
    public static readonly FrozenSet<string> Orders = WordList.Of("""
        order start continue increase decrease prescribe refer schedule get send put give repeat check stop add keep have see do try recommend refill
        obtain draw make change switch hold monitor follow set write call treat take use avoid discontinue taper restart resume wean reduce lower raise bump
        request consult inject place apply perform run arrange proceed move watch review recheck order maintain begin initiate limit hydrate adjust
        double discuss consider reassess evaluate talk bring test collect swab remove drain ice elevate rest wear look find plan stay
        """);

    public static bool IsBase(string lower) => Present.Contains(lower) || lower is "am" or "are" or "be";

    public static bool IsAuxiliary(string lower) => Unchanging.Contains(lower) || lower is "am" or "are" or "were" or "have" or "do";

    public static bool IsPast(string lower) => IrregularPast.Contains(lower) || (lower.Length > 4 && lower.EndsWith("ed", StringComparison.Ordinal));

    /// <summary>After "has" or "had".</summary>
    public static bool IsPerfectParticiple(string lower) => IrregularParticiples.Contains(lower);

    public static bool IsVerb(string lower) => IsBase(lower) || IsAuxiliary(lower) || IsPast(lower);

    /// <summary>"Takes" of "take"; null where the word is no verb in the present that changes.</summary>
    public static string? ThirdPerson(string lower)
    {
        if (Irregular.TryGetValue(lower, out var irregular))
        {
            return irregular;
        }

        if (!Present.Contains(lower) || lower == "put")
        {
            return lower == "put" ? "puts" : null;
        }

        return lower[^1] is 's' or 'x' or 'z' || lower.EndsWith("ch", StringComparison.Ordinal) || lower.EndsWith("sh", StringComparison.Ordinal) ? lower + "es"
            : lower[^1] == 'y' && lower[^2] is not ('a' or 'e' or 'o' or 'u') ? lower[..^1] + "ies"
            : lower + "s";
    }
}
