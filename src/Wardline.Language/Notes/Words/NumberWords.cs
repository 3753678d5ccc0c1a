using System.Collections.Frozen;

namespace Wardline.Language.Notes.Words;

internal static class NumberWords
{
    public static readonly FrozenDictionary<string, int> Units = Table("zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9");

    public static readonly FrozenDictionary<string, int> Teens = Table("ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19");

    public static readonly FrozenDictionary<string, int> Tens = Table("twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90");

    /// <summary>How a unit of measure is written after a number.</summary>
    public static readonly FrozenDictionary<string, string> Measures = WordList.Table(
        "milligrams=mg milligram=mg micrograms=mcg microgram=mcg milliliters=mL milliliter=mL millilitres=mL percent=% centimeters=cm centimeter=cm millimeters=mm millimeter=mm kilograms=kg kilogram=kg kilos=kg");

    /// <summary>After these "one" is a number.</summary>
    public static readonly FrozenSet<string> Counted = WordList.Of("""
        day days week weeks month months year years hour hours minute minutes second seconds time times mg mcg tablet tablets pill pills
        capsule capsules puff puffs drop drops unit units percent plus pack packs drink drinks beer beers glass glasses cup cups pound pounds
        milligram milligrams microgram micrograms ml cc degrees inch inches centimeter centimeters dose doses % kg cm mm
        """);

    public static bool IsNumber(string lower) => Units.ContainsKey(lower) || Teens.ContainsKey(lower) || Tens.ContainsKey(lower) || lower is "hundred" or "thousand";

    private static FrozenDictionary<string, int> Table(string pairs) =>
        WordList.Table(pairs).ToFrozenDictionary(pair => pair.Key, pair => int.Parse(pair.Value), StringComparer.Ordinal);
}
