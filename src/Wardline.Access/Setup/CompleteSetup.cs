using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Wardline.Access.Accounts;
using Wardline.Access.SignIn;
using Wardline.Access.Tickets;
using Wardline.Data;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Setup;

public sealed record SetupCommand(string? Token, string? UserName, string? DisplayName, string? Password)
{
    public override string ToString() => nameof(SetupCommand);
}

public sealed record SetupState(bool Needed);

/// <summary>Makes the first administrator with the one-time token; both or neither.</summary>
public sealed class CompleteSetup(WardlineDb db, ChangeTransaction changes, SignInLimits limits, Passwords passwords, TimeProvider time)
{
    private static readonly Problem Invalid = new("setup_token_invalid", "This setup link was used, is too old or is not ours. Restart the server for a new one.", 403);

    public async Task<Outcome<Done>> HandleAsync(SetupCommand command, string? address, CancellationToken ct)
    {
        var userName = PersonNames.Normalize(command.UserName);
        if ((PersonNames.CheckUserName(userName) ?? PersonNames.CheckDisplayName(command.DisplayName) ?? Passwords.Check(command.Password, userName)) is { } refused)
        {
            return refused;
        }

        if (limits.Refuse(address) is { } limited)
        {
            return limited;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await UseTokenAsync(command.Token ?? "", transaction, ct) || await db.Set<User>().AnyAsync(ct))
        {
            limits.Failed(address);
            await transaction.RollbackAsync(ct);
            return await RefuseAsync(address, ct);
        }

        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = userName,
            DisplayName = command.DisplayName!.Trim(),
            Role = Role.Administrator,
            PasswordHash = passwords.Hash(command.Password!),
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(user);
        var created = await changes.CommitAsync(
            new WriteUnit
            {
                NewStreams = [$"user:{user.Id}"],
                Audit = new AuditEntry(user.Id, null, address, "setup.complete", "user", user.Id.ToString(), null, "ok", null),
            },
            ct);
        return created.Problem is { } problem ? problem : default(Done);
    }

    private async Task<Outcome<Done>> RefuseAsync(string? address, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var audit = new AuditEntry(null, null, address, "setup.complete", null, null, null, Invalid.Code, null);
        return (await changes.CommitAsync(new WriteUnit { Audit = audit }, ct)).Problem ?? Invalid;
    }

    private async Task<bool> UseTokenAsync(string token, IDbContextTransaction transaction, CancellationToken ct)
    {
        await using var use = new NpgsqlCommand(
            "update setup_token set used_at = $2 where hash = $1 and used_at is null and expires_at > $2",
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction)transaction.GetDbTransaction());
        use.Parameters.AddWithValue(Secret.HashOf(token));
        use.Parameters.AddWithValue(time.GetUtcNow());
        return await use.ExecuteNonQueryAsync(ct) == 1;
    }
}
