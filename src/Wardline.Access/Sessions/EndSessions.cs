using Microsoft.EntityFrameworkCore;
using Wardline.Data;

namespace Wardline.Access.Sessions;

/// <summary>Ends sessions inside the caller's transaction, so that the end and its audit row are one.</summary>
internal static class EndSessions
{
    public static Task EndSessionAsync(this WardlineDb db, Guid sessionId, string reason, DateTimeOffset at, CancellationToken ct) =>
        EndAsync(db.Set<Session>().Where(session => session.Id == sessionId), reason, at, ct);

    /// <param name="except">The session that asked and goes on.</param>
    public static Task EndSessionsOfAsync(this WardlineDb db, Guid userId, Guid? except, string reason, DateTimeOffset at, CancellationToken ct) =>
        EndAsync(db.Set<Session>().Where(session => session.UserId == userId && session.Id != except), reason, at, ct);

    private static Task<int> EndAsync(IQueryable<Session> sessions, string reason, DateTimeOffset at, CancellationToken ct) =>
        sessions.Where(session => session.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(session => session.EndedAt, at).SetProperty(session => session.EndReason, reason), ct);
}
