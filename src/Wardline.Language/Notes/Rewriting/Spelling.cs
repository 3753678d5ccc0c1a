using System.Collections.Frozen;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Rewriting;

/// <summary>Capitals that lower-case transcripts have lost.</summary>
internal static class Spelling
{
    private static readonly FrozenSet<string> Acronyms = WordList.Of("""
        mri ct ekg ecg emg a1c copd gerd uti ibs tsh bnp bun ldl hdl nsaid nsaids er icu hiv covid dvt adhd ptsd cpap bmi pcp iv pt ot mcp pip dip fds fdp acl mcl cva afib chf cad ros rsi cbc cmp
        pft pfts psa std stds ent gi gu obgyn tsa pcos ana esr crp
        """);

    /// <summary>Brand names; generic names of drugs stay small.</summary>
    private static readonly FrozenSet<string> Brands = WordList.Of("""
        tylenol advil motrin aleve lasix synthroid norvasc lipitor crestor zoloft lexapro prozac celexa neurontin lyrica prilosec protonix pepcid nexium
        mobic celebrex ultram percocet norco vicodin flexeril robaxin imitrex zofran augmentin bactrim cipro keflex coumadin eliquis xarelto plavix humira benadryl
        claritin zyrtec flonase singulair advair flomax lantus jardiance ozempic farxiga bumex tums mucinex sudafed excedrin miralax metamucil dulcolax colace
        wellbutrin cymbalta effexor xanax ativan klonopin ambien nyquil dayquil robitussin theraflu symbicort spiriva combivent medrol demadex cozaar diovan toprol
        monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december
        english spanish american medicare medicaid christmas thanksgiving easter dexcom lidoderm voltaren icyhot aspercreme depakote keppra topamax tegretol
        """);

    private static readonly FrozenSet<string> Titles = WordList.Of("dr dr. mr mr. mrs mrs. ms ms. doctor miss");

    public static string Of(IReadOnlyList<Word> words, int at)
    {
        var word = words[at];
        if (word.Lower == "i")
        {
            return "I";
        }

        if (Acronyms.Contains(word.Lower) && word.Lower is not ("pt" or "ot" or "er" or "iv" or "dip" or "pip" or "ana"))
        {
            return word.Lower.ToUpperInvariant();
        }

        if (Brands.Contains(word.Lower) || Titles.Contains(word.Lower) && word.Lower is not "doctor" and not "miss")
        {
            return Capital(word.Text);
        }

        return at > 0 && Titles.Contains(words[at - 1].Lower) && words[at - 1].Lower is not ("doctor" or "miss") ? Capital(word.Text) : word.Text;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
