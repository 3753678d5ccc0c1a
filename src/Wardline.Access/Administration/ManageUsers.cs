using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardline.Access.Accounts;
using Wardline.Access.Departments;
using Wardline.Access.Sessions;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Administration;

/// <param name="Password">The first password; the person is told it by other means.</param>
public sealed record CreateUserCommand(
    string? UserName, string? DisplayName, string? Role, string? Specialty, string[]? Departments, string? Password)
{
    public override string ToString() => nameof(CreateUserCommand);
}

/// <summary>What is null stays as it is; an empty specialty is none. A new password or disabling ends the person's sessions.</summary>
public sealed record ChangeUserCommand(
    string? DisplayName, string? Role, string? Specialty, string[]? Departments, string? Password, bool? Disabled)
{
    public override string ToString() => nameof(ChangeUserCommand);
}

public sealed record CreateDepartmentCommand(string? Id, string? Name);

public sealed record ManagedUser(
    Guid Id, string UserName, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments, bool Disabled);

public sealed record ManagedUserList(IReadOnlyList<ManagedUser> Items);

/// <summary>An administrator's work on accounts and departments. Each act is audited in its own transaction.</summary>
public sealed class ManageUsers(WardlineDb db, ChangeTransaction changes, Passwords passwords, TimeProvider time)
{
    private static readonly Problem UnknownRole = Problem.BadRequest("role_unknown", "The role is physician, nurse, administrator or privacy_officer.");

    public async Task<ManagedUserList> ListAsync(CancellationToken ct)
    {
        var users = await db.Set<User>().AsNoTracking().Include(user => user.Memberships).OrderBy(user => user.UserName).ToListAsync(ct);
        return new ManagedUserList(users.ConvertAll(View));
    }

    public async Task<Outcome<ManagedUser>> CreateAsync(Actor actor, CreateUserCommand command, CancellationToken ct)
    {
        var userName = PersonNames.Normalize(command.UserName);
        var problem = PersonNames.CheckUserName(userName)
            ?? PersonNames.CheckDisplayName(command.DisplayName)
            ?? PersonNames.CheckSpecialty(command.Specialty)
            ?? Passwords.Check(command.Password, userName)
            ?? (RoleName.Read(command.Role) is null ? UnknownRole : null)
            ?? await UnknownDepartmentAsync(command.Departments, ct);
        if (problem is not null)
        {
            return problem;
        }

        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = userName,
            DisplayName = command.DisplayName!.Trim(),
            Role = RoleName.Read(command.Role)!.Value,
            Specialty = NullIfEmpty(command.Specialty),
            PasswordHash = passwords.Hash(command.Password!),
            CreatedAt = time.GetUtcNow(),
        };
        user.Memberships.AddRange(Memberships(user.Id, command.Departments ?? []));
        db.Add(user);
        try
        {
            var unit = new WriteUnit { NewStreams = [$"user:{user.Id}"], Audit = actor.Audit("admin.user_create", "user", user.Id.ToString()) };
            return (await changes.CommitAsync(unit, ct)).Problem is { } failed ? failed : View(user);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problem.Conflict("user_name_taken", "Somebody has that user name.");
        }
    }

    public async Task<Outcome<ManagedUser>> ChangeAsync(Actor actor, Guid userId, ChangeUserCommand command, CancellationToken ct)
    {
        if (await db.Set<User>().Include(user => user.Memberships).FirstOrDefaultAsync(user => user.Id == userId, ct) is not { } user)
        {
            return Problem.NotFound("The user");
        }

        var problem = (command.DisplayName is null ? null : PersonNames.CheckDisplayName(command.DisplayName))
            ?? PersonNames.CheckSpecialty(command.Specialty)
            ?? (command.Password is null ? null : Passwords.Check(command.Password, user.UserName))
            ?? (command.Role is not null && RoleName.Read(command.Role) is null ? UnknownRole : null)
            ?? (userId == actor.UserId && (command.Disabled == true || command.Role is not (null or "administrator"))
                ? Problem.Conflict("own_account", "You cannot disable yourself or give up your own role.") : null)
            ?? await UnknownDepartmentAsync(command.Departments, ct);
        if (problem is not null)
        {
            return problem;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Apply(user, command);
        if (command.Disabled == true || command.Password is not null)
        {
            // Enabling the account again must not bring old sessions back to life.
            var reason = command.Disabled == true ? "account_disabled" : "password_changed";
            await db.EndSessionsOfAsync(user.Id, except: actor.UserId == user.Id ? actor.SessionId : null, reason, time.GetUtcNow(), ct);
        }

        try
        {
            var changed = await changes.CommitAsync(new WriteUnit { Audit = actor.Audit("admin.user_change", "user", user.Id.ToString()) }, ct);
            return changed.Problem is { } failed ? failed : View(user);
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problem.Conflict("changed_meanwhile", "Somebody else changed this account at the same time. Load it again.");
        }
    }

    public async Task<Outcome<DepartmentCreated>> CreateDepartmentAsync(Actor actor, CreateDepartmentCommand command, CancellationToken ct)
    {
        if (command.Id is not { Length: >= 2 and <= 40 } id || !char.IsAsciiLetterLower(id[0]) || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return Problem.BadRequest("department_id_invalid", "A department's id has 2 to 40 characters: letters a–z, digits, hyphen; a letter first.");
        }

        if (PersonNames.CheckDisplayName(command.Name) is { } refused)
        {
            return refused;
        }

        db.Add(new Department { Id = id, Name = command.Name!.Trim() });
        try
        {
            var unit = new WriteUnit { NewStreams = [$"department:{id}"], Audit = actor.Audit("admin.department_create", "department", id) };
            return (await changes.CommitAsync(unit, ct)).Problem is { } failed ? failed : new DepartmentCreated(id, command.Name!.Trim());
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problem.Conflict("department_exists", "There is a department with that id.");
        }
    }

    private void Apply(User user, ChangeUserCommand command)
    {
        user.DisplayName = command.DisplayName?.Trim() ?? user.DisplayName;
        user.Role = RoleName.Read(command.Role) ?? user.Role;
        user.Specialty = command.Specialty is null ? user.Specialty : NullIfEmpty(command.Specialty);
        user.PasswordHash = command.Password is null ? user.PasswordHash : passwords.Hash(command.Password);
        user.DisabledAt = command.Disabled switch { true => user.DisabledAt ?? time.GetUtcNow(), false => null, null => user.DisabledAt };
        if (command.Departments is { } departments)
        {
            user.Memberships.RemoveAll(membership => !departments.Contains(membership.DepartmentId));
            user.Memberships.AddRange(Memberships(user.Id, departments.Except(user.Memberships.Select(membership => membership.DepartmentId))));
        }
    }

    private async Task<Problem?> UnknownDepartmentAsync(string[]? departments, CancellationToken ct)
    {
        var ids = (departments ?? []).Distinct().ToArray();
        return ids.Length == await db.Set<Department>().CountAsync(department => ids.Contains(department.Id), ct)
            ? null
            : Problem.BadRequest("department_unknown", "A department named is not known here.");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<Membership> Memberships(Guid userId, IEnumerable<string> departments) =>
        departments.Distinct().Select(department => new Membership { UserId = userId, DepartmentId = department });

    private static ManagedUser View(User user) => new(
        user.Id, user.UserName, user.DisplayName, RoleName.Of(user.Role), user.Specialty,
        [.. user.Memberships.Select(membership => membership.DepartmentId).Order()], user.DisabledAt is not null);
}

public sealed record DepartmentCreated(string Id, string Name);
