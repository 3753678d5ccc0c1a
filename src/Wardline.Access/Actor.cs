using Microsoft.AspNetCore.Http;
using Wardline.Access.Http;
using Wardline.Data.Audit;

namespace Wardline.Access;

public enum Role
{
    Physician,
    Nurse,
    Administrator,
    PrivacyOfficer,
}

/// <summary>Who acts. Always built from the session behind the token; no id in a URL, frame or body makes one (invariant 1).</summary>
/// <param name="Departments">Ids of the departments the person is a member of now.</param>
/// <param name="DeviceId">Scope of the client's own ids: the device the client named, else the session.</param>
public sealed record Actor(
    Guid UserId,
    string UserName,
    string DisplayName,
    Role Role,
    IReadOnlyList<string> Departments,
    Guid SessionId,
    string DeviceId,
    string? Address)
{
    /// <summary>Lets an endpoint say <c>Actor actor</c>.</summary>
    public static ValueTask<Actor> BindAsync(HttpContext context) => ValueTask.FromResult(context.Actor());

    /// <summary>The audit row of something this person did.</summary>
    public AuditEntry Audit(string act, string? objectKind = null, string? objectId = null, Guid? patientId = null, string outcome = "ok", string? purpose = null) =>
        new(UserId, SessionId, Address, act, objectKind, objectId, patientId, outcome, purpose);
}
