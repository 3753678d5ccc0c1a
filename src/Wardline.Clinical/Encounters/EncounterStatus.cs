using System.Linq.Expressions;

namespace Wardline.Clinical.Encounters;

/// <summary>FHIR R4 EncounterStatus.</summary>
public static class EncounterStatus
{
    public const string Planned = "planned";
    public const string Arrived = "arrived";
    public const string Triaged = "triaged";
    public const string InProgress = "in-progress";
    public const string OnLeave = "onleave";
    public const string Finished = "finished";
    public const string Cancelled = "cancelled";

    /// <summary>The patient is in the house, or on leave from it: the condition of the partial index on <c>encounter</c>.</summary>
    internal static readonly Expression<Func<Encounter, bool>> IsActive = encounter =>
        encounter.Status == Arrived || encounter.Status == Triaged || encounter.Status == InProgress || encounter.Status == OnLeave;
}
