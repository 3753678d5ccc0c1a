using System.Collections.Frozen;

namespace Wardline.Language.Vocabulary;

internal enum Dimension
{
    Mass,
    Volume,
    Length,
    Time,
    Temperature,
    Share,
    Times,
    Count,
    Rate,
    Pressure,
    Calendar,
}

/// <param name="Name">One name for all spellings.</param>
/// <param name="Size">In the dimension's smallest unit here, so that 1,000 mg and 1 g can be compared; 0 when there is nothing to convert.</param>
internal sealed record Unit(string Name, Dimension Dimension, double Size);

internal static class Units
{
    public static readonly Unit Times = new("times", Dimension.Times, 0);
    public static readonly Unit Percent = new("percent", Dimension.Share, 0);
    public static readonly Unit Degree = new("degree", Dimension.Temperature, 0);
    public static readonly Unit Day = new("day", Dimension.Time, 1);
    public static readonly Unit Month = new("month", Dimension.Calendar, 0);

    private static readonly FrozenDictionary<string, Unit> Spellings = Read(
        (new Unit("mcg", Dimension.Mass, 1e-6), "mcg ug µg microgram micrograms mics"),
        (new Unit("mg", Dimension.Mass, 1e-3), "mg mgs milligram milligrams milligramme milligrammes milli"),
        (new Unit("g", Dimension.Mass, 1), "g gm gms gram grams gramme grammes"),
        (new Unit("kg", Dimension.Mass, 1e3), "kg kgs kilo kilos kilogram kilograms"),
        (new Unit("lb", Dimension.Mass, 453.592), "lb lbs pound pounds"),
        (new Unit("oz", Dimension.Mass, 28.35), "oz ounce ounces"),
        (new Unit("ml", Dimension.Volume, 1), "ml mls milliliter milliliters millilitre millilitres cc ccs"),
        (new Unit("l", Dimension.Volume, 1e3), "liter liters litre litres"),
        (new Unit("teaspoon", Dimension.Volume, 5), "teaspoon teaspoons tsp"),
        (new Unit("tablespoon", Dimension.Volume, 15), "tablespoon tablespoons tbsp"),
        (new Unit("mm", Dimension.Length, 0.1), "mm millimeter millimeters millimetre millimetres"),
        (new Unit("cm", Dimension.Length, 1), "cm cms centimeter centimeters centimetre centimetres"),
        (new Unit("inch", Dimension.Length, 2.54), "inch inches"),
        (new Unit("foot", Dimension.Length, 30.48), "ft foot"),
        (new Unit("mile", Dimension.Length, 160934), "mile miles"),
        (new Unit("second", Dimension.Time, 1.0 / 86400), "seconds sec secs"),
        (new Unit("minute", Dimension.Time, 1.0 / 1440), "minute minutes min mins"),
        (new Unit("hour", Dimension.Time, 1.0 / 24), "hour hours hr hrs h"),
        (Day, "day days"),
        (new Unit("night", Dimension.Time, 1), "nights"),
        (new Unit("week", Dimension.Time, 7), "week weeks wk wks"),
        (new Unit("month", Dimension.Time, 30.44), "month months mo mos"),
        (new Unit("year", Dimension.Time, 365.25), "year years yr yrs yo"),
        (Degree, "degree degrees fahrenheit celsius centigrade"),
        (Percent, "percent pct"),
        (Times, "time times"),
        (new Unit("unit", Dimension.Count, 0), "unit units iu"),
        (new Unit("tablet", Dimension.Count, 0), "tablet tablets tab tabs pill pills capsule capsules"),
        (new Unit("puff", Dimension.Count, 0), "puff puffs"),
        (new Unit("drop", Dimension.Count, 0), "drop drops"),
        (new Unit("pack", Dimension.Count, 0), "pack packs"),
        (new Unit("meq", Dimension.Count, 0), "meq milliequivalent milliequivalents"),
        (new Unit("mmhg", Dimension.Pressure, 0), "mmhg"),
        (new Unit("beat", Dimension.Rate, 0), "bpm beats"));

    public static Unit? Of(string word) => Spellings.GetValueOrDefault(word);

    /// <summary>Units one mistakes for another: both of mass, both of time, or both what a dose is counted in.</summary>
    public static bool AreMistakable(Unit unit, Unit other) =>
        !ReferenceEquals(unit, other) && (unit.Dimension == other.Dimension || (IsDose(unit) && IsDose(other)));

    public static bool IsDose(Unit unit) => unit.Dimension is Dimension.Mass or Dimension.Volume or Dimension.Count;

    /// <summary>Two weeks and fourteen days, a gram and a thousand milligrams; months and years within a tenth.</summary>
    public static bool SameAmount(double value, Unit? unit, double other, Unit? otherUnit)
    {
        if (unit is null || otherUnit is null || unit.Dimension != otherUnit.Dimension || unit.Size <= 0 || ReferenceEquals(unit, otherUnit))
        {
            return false;
        }

        var (amount, otherAmount) = (value * unit.Size, other * otherUnit.Size);
        return Math.Abs(amount - otherAmount) <= Math.Max(amount, otherAmount) * (unit.Dimension == Dimension.Time ? 0.1 : 0.01);
    }

    private static FrozenDictionary<string, Unit> Read(params (Unit Unit, string Spellings)[] units) => units
        .SelectMany(line => line.Spellings.Split(' '), (line, spelling) => KeyValuePair.Create(spelling, line.Unit))
        .ToFrozenDictionary();
}
