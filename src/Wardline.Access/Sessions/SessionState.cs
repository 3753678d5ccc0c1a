namespace Wardline.Access.Sessions;

/// <summary>A session as the database had it a moment ago, with the person as they are now.</summary>
public sealed record SessionState(
    Guid SessionId,
    Guid UserId,
    string UserName,
    string DisplayName,
    Role Role,
    string? Specialty,
    IReadOnlyList<string> Departments,
    DateTimeOffset IdleExpiresAt,
    DateTimeOffset ExpiresAt,
    string? EndReason)
{
    /// <summary>When it ends if nobody acts.</summary>
    public DateTimeOffset EndsAt => IdleExpiresAt < ExpiresAt ? IdleExpiresAt : ExpiresAt;

    /// <summary>Why the session is over at <paramref name="now"/>, as a code; null while it lives.</summary>
    public string? EndedBecause(DateTimeOffset now) =>
        EndReason ?? (now >= ExpiresAt ? "expired" : now >= IdleExpiresAt ? "idle" : null);

    public Actor Actor(string? device, string? address) =>
        new(UserId, UserName, DisplayName, Role, Departments, SessionId, $"{UserId}/{device ?? SessionId.ToString()}", address);

    /// <summary>Whether what this person may see is what it was: sockets of before must be scoped anew otherwise.</summary>
    public bool SameAccess(SessionState other) => Role == other.Role && Departments.SequenceEqual(other.Departments);
}
