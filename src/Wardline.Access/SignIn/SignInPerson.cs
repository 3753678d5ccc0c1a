using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wardline.Access.Accounts;
using Wardline.Access.Sessions;
using Wardline.Data;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.SignIn;

/// <param name="Session"><c>cookie</c> for the web app; left out, the answer holds a bearer token.</param>
public sealed record LoginCommand(string? UserName, string? Password, string? Session = null)
{
    // A record would print its password into whatever log it is passed to.
    public override string ToString() => nameof(LoginCommand);
}

/// <summary>Checks a password and opens a session. Name unknown, password wrong and account disabled look alike and take as long.</summary>
public sealed class SignInPerson(
    WardlineDb db, ChangeTransaction changes, SignInLimits limits, SignInLock locks, Passwords passwords, SessionRegistry sessions,
    IOptions<SessionLifetimeOptions> options, TimeProvider time)
{
    private const int MaxPasswordLength = 1000;
    private static readonly Problem Invalid = new("invalid_credentials", "User name or password is not right.", 401);

    public async Task<Outcome<SessionState>> HandleAsync(LoginCommand command, string? address, string? userAgent, CancellationToken ct)
    {
        var userName = PersonNames.Normalize(command.UserName);
        if (userName.Length is 0 or > 100 || command.Password is not { Length: > 0 and <= MaxPasswordLength } password)
        {
            return Invalid;
        }

        using var place = await limits.EnterAsync(ct);
        if (!place.IsAcquired)
        {
            return Problem.TryLater(TimeSpan.FromSeconds(2));
        }

        if (limits.Refuse(address) is { } refused)
        {
            return refused;
        }

        // Only what can be somebody's name is looked up; what cannot is judged and counted like a name nobody has.
        var user = PersonNames.CheckUserName(userName) is null
            ? await db.Set<User>().FirstOrDefaultAsync(candidate => candidate.UserName == userName, ct)
            : null;
        if (await locks.LockedUntilAsync(userName, ct) is { } until)
        {
            limits.Failed(address);
            return await RefuseAsync(user, address, Locked(until - time.GetUtcNow()), ct);
        }

        var judged = passwords.Judge(user?.PasswordHash, password);
        if (judged == PasswordJudgement.Wrong || user is not { DisabledAt: null })
        {
            limits.Failed(address);
            return await FailAsync(userName, user, address, ct);
        }

        if (judged == PasswordJudgement.RightButOldHash)
        {
            user.PasswordHash = passwords.Hash(password);
        }

        return await OpenAsync(user, address, userAgent, ct);
    }

    private async Task<Outcome<SessionState>> FailAsync(string userName, User? user, string? address, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var locked = await locks.FailedAsync(userName, ct);
        return await RefuseAsync(user, address, locked ? Locked(SignInLock.Duration) : Invalid, ct);
    }

    // The typed name is not in the audit row: people type passwords into the wrong field.
    private async Task<Outcome<SessionState>> RefuseAsync(User? user, string? address, Problem refusal, CancellationToken ct)
    {
        var audit = new AuditEntry(user?.Id, null, address, "auth.login", "session", null, null, refusal.Code, null);
        return (await changes.CommitAsync(new WriteUnit { Audit = audit }, ct)).Problem ?? refusal;
    }

    private async Task<Outcome<SessionState>> OpenAsync(User user, string? address, string? userAgent, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            UserId = user.Id,
            CreatedAt = now,
            LastActivityAt = now,
            ExpiresAt = now + options.Value.Absolute,
            Address = address,
            UserAgent = userAgent is { Length: > 200 } ? userAgent[..200] : userAgent,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await locks.ClearAsync(user.UserName, ct);
        db.Add(session);
        var audit = new AuditEntry(user.Id, session.Id, address, "auth.login", "session", session.Id.ToString(), null, "ok", null);
        var opened = await changes.CommitAsync(new WriteUnit { Audit = audit }, ct);
        return opened.Problem is { } problem ? problem : (await sessions.RefreshAsync([session.Id], ct))[session.Id];
    }

    private static Problem Locked(TimeSpan wait) =>
        new("locked_out", "Too many failed attempts. Wait before you try again, or ask an administrator.", 423, Retryable: true, wait);
}
