namespace Wardline.Clinical;

/// <summary>The canonical addresses FHIR R4 gives the code systems of the record (hl7.org/fhir/R4/terminologies-systems.html).</summary>
public static class CodeSystems
{
    public const string Loinc = "http://loinc.org";
    public const string Icd10Cm = "http://hl7.org/fhir/sid/icd-10-cm";
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>WHO's Anatomical Therapeutic Chemical classification: a prefix of a code names the drug's class.</summary>
    public const string Atc = "http://www.whocc.no/atc";
}
