namespace Wardline.Access.Sessions;

/// <summary>What an open connection has to learn about the session behind it.</summary>
public abstract record SessionNews
{
    private static readonly TimeSpan WarnBefore = TimeSpan.FromSeconds(60);

    private SessionNews()
    {
    }

    /// <summary>It ends within a minute unless the person acts.</summary>
    public sealed record Expiring(DateTimeOffset EndsAt) : SessionNews;

    /// <summary>It is over; close the connection.</summary>
    /// <param name="Code"><c>idle</c>, <c>expired</c>, <c>signed_out</c>, <c>account_disabled</c>, <c>password_changed</c>.</param>
    public sealed record Ended(string Code) : SessionNews;

    /// <summary>Role or departments changed; what was scoped to the old ones must be scoped anew.</summary>
    public sealed record AccessChanged(SessionState State) : SessionNews;

    /// <param name="told">What the connection last knew.</param>
    /// <param name="warned">The connection knows that <paramref name="told"/> is about to end.</param>
    /// <param name="current">The session now; null when it is gone.</param>
    public static SessionNews? Decide(SessionState told, bool warned, SessionState? current, DateTimeOffset now) =>
        current is null ? new Ended("ended")
        : current.EndedBecause(now) is { } code ? new Ended(code)
        : !current.SameAccess(told) ? new AccessChanged(current)
        : !warned && IsExpiring(current, now) ? new Expiring(current.EndsAt)
        : null;

    internal static bool IsExpiring(SessionState state, DateTimeOffset now) => state.EndsAt - now <= WarnBefore;
}
