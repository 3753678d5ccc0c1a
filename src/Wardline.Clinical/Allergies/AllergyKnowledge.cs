namespace Wardline.Clinical.Allergies;

/// <summary>What the record can say about a patient's allergies. A blank is never an answer.</summary>
public static class AllergyKnowledge
{
    public const string Known = "known";
    public const string NoneKnown = "none_known";
    public const string NotKnown = "not_known";

    /// <summary>A recorded allergy outweighs an older "none known".</summary>
    public static string Of(bool anyActiveAllergy, bool noKnownAllergies) =>
        anyActiveAllergy ? Known : noKnownAllergies ? NoneKnown : NotKnown;
}
