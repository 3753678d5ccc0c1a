namespace Wardline.Language.Transcripts;

/// <summary>
/// Tells English, Portuguese and Spanish apart by the words that hold sentences together. Every word here belongs to
/// one of the three only.
/// </summary>
internal static class LanguageGuess
{
    private const int MostWords = 2_000;
    private const int FewWords = 30;

    private static readonly Phrases English = new((1,
        "the, and, you, i, it, is, of, to, that, have, do, your, my, was, with, for, what, are, in, on, not, but, this, so, okay, any, been, i'm, it's, don't, hi, hello, no, yes, pain, doctor, patient"));

    private static readonly Phrases Portuguese = new((1,
        "não, você, uma, um, com, eu, meu, minha, está, tem, isso, muito, dor, dores, há, é, são, o, os, do, da, dos, das, em, ao, às, à, bom, boa, dia, tenho, sinto, sim, obrigado, obrigada, então, também, mais, já, senhor, senhora, tomo, até, foi, pois, doutor, doutora, no, na, num, numa, pelo, pela, desde, quando, febre, olá"));

    private static readonly Phrases Spanish = new((1,
        "el, los, las, una, un, con, yo, mi, está, tiene, eso, muy, dolor, hay, es, son, del, en, al, bueno, buenos, buenas, días, tengo, siento, sí, gracias, entonces, también, más, ya, señor, señora, tomo, hasta, fue, pues, usted, y, pero, qué, cómo, hola, no, desde, cuando, fiebre, me, duele, doctor, doctora, le, lo, por"));

    public static SpokenLanguage Of(IReadOnlyList<Turn> turns)
    {
        var (english, portuguese, spanish, words) = (0, 0, 0, 0);
        foreach (var turn in turns)
        {
            var (hits, read) = English.Weigh(turn.Text, MostWords - words);
            english += hits;
            portuguese += Portuguese.Weigh(turn.Text, MostWords - words).Score;
            spanish += Spanish.Weigh(turn.Text, MostWords - words).Score;
            words += read;
            if (words >= MostWords)
            {
                break;
            }
        }

        var best = Math.Max(english, Math.Max(portuguese, spanish));
        if ((words >= FewWords && best * 12 < words) || !IsLatin(turns))
        {
            return SpokenLanguage.Other;
        }

        var isClear = best >= 2 && best > english;
        return !isClear ? SpokenLanguage.English
            : portuguese >= spanish ? SpokenLanguage.Portuguese
            : SpokenLanguage.Spanish;
    }

    /// <summary>Whether most of the first few thousand letters are Latin ones.</summary>
    private static bool IsLatin(IReadOnlyList<Turn> turns)
    {
        var (latin, other) = (0, 0);
        foreach (var turn in turns)
        {
            foreach (var c in turn.Text.AsSpan(0, Math.Min(turn.Text.Length, MostWords)))
            {
                if (char.IsLetter(c))
                {
                    _ = c < '\u0250' ? latin++ : other++;
                }
            }

            if (latin + other > MostWords)
            {
                break;
            }
        }

        return latin >= other;
    }
}
