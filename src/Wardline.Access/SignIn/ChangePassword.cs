using Microsoft.EntityFrameworkCore;
using Wardline.Access.Accounts;
using Wardline.Access.Sessions;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.SignIn;

public sealed record ChangePasswordCommand(string? CurrentPassword, string? NewPassword)
{
    public override string ToString() => nameof(ChangePasswordCommand);
}

/// <summary>A person replaces their own password. Their other sessions end; this one goes on.</summary>
public sealed class ChangePassword(WardlineDb db, ChangeTransaction changes, SignInLimits limits, SignInLock locks, Passwords passwords, TimeProvider time)
{
    private static readonly Problem Wrong = new("invalid_credentials", "The current password is not right.", 403);

    public async Task<Outcome<Done>> HandleAsync(Actor actor, ChangePasswordCommand command, CancellationToken ct)
    {
        if (Passwords.Check(command.NewPassword, actor.UserName) is { } weak)
        {
            return weak;
        }

        using var place = await limits.EnterAsync(ct);
        if (!place.IsAcquired)
        {
            return Problem.TryLater(TimeSpan.FromSeconds(2));
        }

        if (limits.Refuse(actor.Address) is { } refused)
        {
            return refused;
        }

        // A stolen session must not become a way to guess the password: failures count towards the lock.
        var user = await db.Set<User>().FirstAsync(candidate => candidate.Id == actor.UserId, ct);
        var locked = await locks.LockedUntilAsync(user.UserName, ct) is not null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (locked || passwords.Judge(user.PasswordHash, command.CurrentPassword ?? "") == PasswordJudgement.Wrong)
        {
            limits.Failed(actor.Address);
            _ = locked || await locks.FailedAsync(user.UserName, ct);
            var failed = await changes.CommitAsync(new WriteUnit { Audit = actor.Audit("auth.password", "user", user.Id.ToString(), outcome: Wrong.Code) }, ct);
            return failed.Problem ?? Wrong;
        }

        user.PasswordHash = passwords.Hash(command.NewPassword!);
        await db.EndSessionsOfAsync(user.Id, actor.SessionId, "password_changed", time.GetUtcNow(), ct);
        var changed = await changes.CommitAsync(new WriteUnit { Audit = actor.Audit("auth.password", "user", user.Id.ToString()) }, ct);
        return changed.Problem is { } problem ? problem : default(Done);
    }
}
