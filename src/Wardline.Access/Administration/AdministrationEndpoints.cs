using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Wardline.Access.Accounts;
using Wardline.Access.Http;

namespace Wardline.Access.Administration;

internal static class AdministrationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin").WithTags("Administration")
            .RequireAuthorization(policy => policy.RequireRole(RoleName.Of(Role.Administrator)));
        group.MapGet("/users", (Actor actor, ManageUsers users, CancellationToken ct) => users.ListAsync(ct));
        group.MapPost("/users", async (Actor actor, CreateUserCommand command, ManageUsers users, CancellationToken ct) =>
            (await users.CreateAsync(actor, command, ct)).TryGet(out var user, out var problem)
                ? TypedResults.Created($"/api/admin/users/{user.Id}", user)
                : problem.ToResult()).Produces<ManagedUser>(StatusCodes.Status201Created);
        group.MapPatch("/users/{id:guid}", async (Actor actor, Guid id, ChangeUserCommand command, ManageUsers users, CancellationToken ct) =>
            (await users.ChangeAsync(actor, id, command, ct)).ToResult()).Produces<ManagedUser>();
        group.MapPost("/departments", async (Actor actor, CreateDepartmentCommand command, ManageUsers users, CancellationToken ct) =>
            (await users.CreateDepartmentAsync(actor, command, ct)).TryGet(out var department, out var problem)
                ? TypedResults.Created("/api/departments", department)
                : problem.ToResult()).Produces<DepartmentCreated>(StatusCodes.Status201Created);
    }
}
