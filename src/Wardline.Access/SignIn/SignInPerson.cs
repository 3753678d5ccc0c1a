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
public sealed record LoginCommand(string? UserName, string? Password, string? Session = null);

/// <summary>Checks a password and opens a session. Name unknown, password wrong and account disabled look alike.</summary>
public sealed class SignInPerson(
    WardlineDb db, ChangeTransaction changes, SignInLock locks, Passwords passwords, SessionRegistry sessions,
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

        if (await locks.LockedUntilAsync(userName, ct) is { } until)
        {
            return Locked(until - time.GetUtcNow());
        }

        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(candidate => candidate.UserName == userName, ct);
        if (!passwords.Verify(user?.PasswordHash, password) || user is not { DisabledAt: null })
        {
            return await FailAsync(userName, user, address, ct);
        }

        await locks.ClearAsync(userName, ct);
        return await OpenAsync(user, address, userAgent, ct);
    }

    private async Task<Outcome<SessionState>> FailAsync(string userName, User? user, string? address, CancellationToken ct)
    {
        var locked = await locks.FailedAsync(userName, ct);
        var audited = await changes.CommitAsync(
            new WriteUnit { Audit = new AuditEntry(user?.Id, null, address, "auth.login", "session", null, null, locked ? "locked_out" : "invalid_credentials", null) }, ct);
        return audited.Problem ?? (locked ? Locked(SignInLock.Duration) : Invalid);
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
        db.Add(session);
        var opened = await changes.CommitAsync(
            new WriteUnit { Audit = new AuditEntry(user.Id, session.Id, address, "auth.login", "session", session.Id.ToString(), null, "ok", null) }, ct);
        return opened.Problem is { } problem ? problem : (await sessions.RefreshAsync([session.Id], ct))[session.Id];
    }

    private static Problem Locked(TimeSpan wait) =>
        new("locked_out", "Too many failed attempts. Wait before you try again, or ask an administrator.", 423, Retryable: true, wait);
}
