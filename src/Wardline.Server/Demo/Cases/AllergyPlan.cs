namespace Wardline.Server.Demo.Cases;

/// <summary>An allergy and the ATC prefixes of the drugs that it forbids.</summary>
internal sealed record AllergyPlan(
    string Category, string Substance, string? Atc, string Reaction, string Severity, string Criticality, params string[] Forbids)
{
    public static readonly AllergyPlan Penicillin = new("medication", "Penicillin", "J01C", "Generalised rash", "moderate", "high", "J01C");
    public static readonly AllergyPlan WaspVenom = new("environment", "Wasp venom", null, "Anaphylaxis", "severe", "high");

    public static readonly AllergyPlan[] Drawn =
    [
        Penicillin,
        new("medication", "Penicillin", "J01C", "Anaphylaxis", "severe", "high", "J01C", "J01D"),
        new("medication", "Sulfonamide antibiotics", "J01E", "Maculopapular rash", "mild", "low", "J01E"),
        new("medication", "Nonsteroidal anti-inflammatory drugs", "M01A", "Angioedema", "moderate", "high", "M01A", "B01AC06", "N02BA", "N02BB"),
        new("medication", "Codeine", "R05DA04", "Vomiting and itching", "mild", "low", "R05DA", "N02A", "N01AH"),
        new("medication", "Metoclopramide", "A03FA01", "Acute dystonia", "moderate", "low", "A03FA"),
        new("medication", "Ciprofloxacin", "J01MA02", "Achilles tendinopathy", "moderate", "low", "J01MA"),
        new("medication", "Vancomycin", "J01XA01", "Infusion reaction with flushing", "mild", "low", "J01XA"),
        new("environment", "Latex", null, "Contact urticaria", "mild", "low"),
        new("environment", "House dust mite", null, "Rhinitis", "mild", "low"),
        new("food", "Peanut", null, "Urticaria and wheeze", "severe", "high"),
        new("food", "Shellfish", null, "Urticaria", "moderate", "low"),
        new("food", "Kiwi", null, "Oral itching", "mild", "low"),
    ];

    public bool Allows(IEnumerable<string> atcCodes) =>
        !atcCodes.Any(code => Forbids.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)));
}
