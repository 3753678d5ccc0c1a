namespace Wardline.Clinical.Observations;

/// <summary>The bounds a result is read against. A bound that is missing bounds nothing; the bounds themselves are normal.</summary>
public readonly record struct ReferenceRange(decimal? Low, decimal? High, decimal? CriticalLow = null, decimal? CriticalHigh = null)
{
    /// <returns>N, L, H, LL or HH (HL7 v3 ObservationInterpretation); null where there is no bound to read against.</returns>
    public string? Interpret(decimal value)
    {
        if (value <= CriticalLow)
        {
            return "LL";
        }

        if (value >= CriticalHigh)
        {
            return "HH";
        }

        if (value < Low)
        {
            return "L";
        }

        if (value > High)
        {
            return "H";
        }

        return Low is null && High is null ? null : "N";
    }
}
