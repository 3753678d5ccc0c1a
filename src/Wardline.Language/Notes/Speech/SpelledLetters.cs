using System.Collections.Frozen;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Speech;

/// <summary>Letters said one by one are one word: "l d l" is LDL, "h b a one c" HbA1c.</summary>
internal static class SpelledLetters
{
    private const int Longest = 5;

    private static readonly FrozenDictionary<string, string> Written = WordList.Table("""
        l_d_l=LDL h_d_l=HDL h_b_a_one_c=HbA1c h_b_a_1_c=HbA1c a_one_c=A1c a_1_c=A1c l_a_d=LAD c_k=CK c_k_m_b=CK-MB e_k_g=EKG e_c_g=ECG e_e_g=EEG e_m_g=EMG b_n_p=BNP c_r_p=CRP
        t_s_h=TSH i_n_r=INR c_t=CT m_r_i=MRI i_c_u=ICU u_t_i=UTI c_o_p_d=COPD d_v_t=DVT b_m_i=BMI p_h=pH i_v=IV g_f_r=GFR e_g_f_r=eGFR a_s_t=AST a_l_t=ALT p_s_a=PSA r_c_a=RCA
        p_c_i=PCI c_a_b_g=CABG s_t_e_m_i=STEMI t_i_a=TIA h_i_v=HIV b_p=BP q_r_s=QRS q_t=QT p_r=PR s_t=ST b_u_n=BUN e_s_r=ESR c_b_c=CBC w_b_c=WBC g_i=GI c_p_r=CPR
        """.Replace('_', '\u0001')).ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static List<Word> Join(List<Word> words)
    {
        List<Word>? joined = null;
        for (var at = 0; at < words.Count;)
        {
            var (length, written) = words[at].Lower.Length == 1 && char.IsAsciiLetter(words[at].Lower[0]) ? At(words, at) : (0, "");
            if (length == 0)
            {
                joined?.Add(words[at]);
                at++;
                continue;
            }

            joined ??= words.GetRange(0, at);
            joined.Add(words[at].As(written) with { End = words[at + length - 1].End });
            at += length;
        }

        return joined ?? words;
    }

    private static (int Length, string Written) At(List<Word> words, int at)
    {
        var next = at + 1 < words.Count ? words[at + 1].Lower : "";
        if (words[at].Lower is "q" or "t" or "p" && next is "wave" or "waves")
        {
            return (1, words[at].Lower.ToUpperInvariant());
        }

        if (words[at].Lower == "v" && NumberWords.Units.TryGetValue(next, out var lead) && lead is >= 1 and <= 6 && words[at].Turn == words[at + 1].Turn)
        {
            return (2, "V" + (char)('0' + lead));
        }

        for (var length = Math.Min(Longest, words.Count - at); length > 1; length--)
        {
            if (words[at + length - 1].Turn == words[at].Turn
                && Written.TryGetValue(string.Join('\u0001', words.GetRange(at, length).Select(word => word.Lower)), out var written) && IsMeant(words, at, length))
            {
                return (length, written);
            }
        }

        return (0, "");
    }

    /// <summary>"S t" before what an electrocardiogram shows; anything else may be the beginning of a word.</summary>
    private static bool IsMeant(List<Word> words, int at, int length) => length > 2 || words[at].Lower != "s"
        || (at + length < words.Count && words[at + length].Lower is "segment" or "segments" or "elevation" or "elevations" or "depression" or "depressions" or "changes" or "waves");
}
