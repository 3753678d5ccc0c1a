namespace Wardline.Data.Audit;

/// <summary>Who did what to which object about whom. Never content: no field here may hold a word somebody wrote.</summary>
/// <param name="Act">The use case, e.g. <c>message.send</c>, <c>patient.read</c>.</param>
/// <param name="Outcome"><c>ok</c>, or the code of the refusal.</param>
/// <param name="Purpose">Why, as a code (<c>treatment</c>, <c>break_glass</c>).</param>
public sealed record AuditEntry(
    Guid? UserId,
    Guid? SessionId,
    string? Address,
    string Act,
    string? ObjectKind,
    string? ObjectId,
    Guid? PatientId,
    string Outcome,
    string? Purpose)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Of a call to a model.</summary>
    public ModelCallAudit? ModelCall { get; init; }
}
