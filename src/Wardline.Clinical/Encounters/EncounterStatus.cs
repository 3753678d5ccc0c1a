namespace Wardline.Clinical.Encounters;

/// <summary>FHIR R4 EncounterStatus. The view <c>active_encounter</c> says which of them mean that the patient is here.</summary>
public static class EncounterStatus
{
    public const string Planned = "planned";
    public const string Arrived = "arrived";
    public const string Triaged = "triaged";
    public const string InProgress = "in-progress";
    public const string OnLeave = "onleave";
    public const string Finished = "finished";
    public const string Cancelled = "cancelled";
}
