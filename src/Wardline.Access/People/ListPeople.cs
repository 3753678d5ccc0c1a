using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Wardline.Access.Accounts;
using Wardline.Access.Departments;
using Wardline.Access.SignIn;
using Wardline.Data;

namespace Wardline.Access.People;

public sealed record PersonView(Guid Id, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments);

public sealed record PeopleList(IReadOnlyList<PersonView> Items);

public sealed record DepartmentList(IReadOnlyList<DepartmentView> Items);

/// <summary>The directory: everyone who may sign in, and the departments. Colleagues are no secret to each other.</summary>
internal static class ListPeople
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/people", async (Actor actor, string? q, WardlineDb db, CancellationToken ct) =>
        {
            var people = await db.Set<User>().AsNoTracking().Include(user => user.Memberships)
                .Where(user => user.DisabledAt == null)
                .Where(user => string.IsNullOrEmpty(q) || EF.Functions.ILike(user.DisplayName, $"%{Escape(q)}%", "\\"))
                .OrderBy(user => user.DisplayName).Take(500).ToListAsync(ct);
            return new PeopleList(people.ConvertAll(View));
        }).WithTags("People");
        routes.MapGet("/api/departments", async (Actor actor, WardlineDb db, CancellationToken ct) =>
            new DepartmentList(await db.Set<Department>().AsNoTracking().OrderBy(department => department.Name)
                .Select(department => new DepartmentView(department.Id, department.Name)).ToListAsync(ct))).WithTags("People");
    }

    private static PersonView View(User user) =>
        new(user.Id, user.DisplayName, RoleName.Of(user.Role), user.Specialty, [.. user.Memberships.Select(membership => membership.DepartmentId).Order()]);

    private static string Escape(string? text) => (text ?? "").Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
