using Wardline.Access.Sessions;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.SignIn;

/// <summary>Ends the session on every node; its open sockets follow within seconds.</summary>
public sealed class SignOut(WardlineDb db, ChangeTransaction changes, SessionRegistry sessions, TimeProvider time)
{
    public async Task<Outcome<Done>> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.EndSessionAsync(actor.SessionId, "signed_out", time.GetUtcNow(), ct);
        var ended = await changes.CommitAsync(new WriteUnit { Audit = actor.Audit("auth.logout", "session", actor.SessionId.ToString()) }, ct);
        sessions.Forget(actor.SessionId);
        return ended.Problem is { } problem ? problem : default(Done);
    }
}
