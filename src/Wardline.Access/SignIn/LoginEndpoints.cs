using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Wardline.Access.Accounts;
using Wardline.Access.Departments;
using Wardline.Access.Http;
using Wardline.Access.Sessions;
using Wardline.Access.Tickets;
using Wardline.Data;

namespace Wardline.Access.SignIn;

public sealed record UserView(Guid Id, string UserName, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments);

/// <param name="AccessToken">Absent when a cookie was asked for.</param>
/// <param name="ExpiresIn">Seconds until the session ends in any case.</param>
public sealed record LoginAnswer(string? AccessToken, long ExpiresIn, UserView User);

public sealed record DepartmentView(string Id, string Name);

public sealed record SessionView(DateTimeOffset IdleExpiresAt, DateTimeOffset ExpiresAt);

public sealed record Me(UserView User, IReadOnlyList<DepartmentView> Departments, bool Demo, SessionView Session);

public sealed record TicketView(string Ticket, int ExpiresIn);

internal static class LoginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/auth").WithTags("Sign-in");
        group.MapPost("/login", LoginAsync).AllowAnonymous().Produces<LoginAnswer>();
        group.MapPost("/logout", LogoutAsync).Produces(StatusCodes.Status204NoContent);
        group.MapPost("/password", async (Actor actor, ChangePasswordCommand command, ChangePassword change, CancellationToken ct) =>
            (await change.HandleAsync(actor, command, ct)).ToNoContent()).Produces(StatusCodes.Status204NoContent);
        group.MapPost("/ticket", async (Actor actor, OneUseTickets tickets, CancellationToken ct) =>
            new TicketView(await tickets.IssueAsync(actor.SessionId, ct), (int)OneUseTickets.Lifetime.TotalSeconds));
        routes.MapGet("/api/me", MeAsync).WithTags("Sign-in");
    }

    private static async Task<IResult> LoginAsync(
        HttpContext context, LoginCommand command, SignInPerson signIn, AccessTokens tokens, AccessSettings settings, TimeProvider time, CancellationToken ct)
    {
        var cookie = command.Session == "cookie";
        if (cookie && !string.IsNullOrEmpty(context.Request.Headers.Origin) && !OriginPolicy.Allows(context, settings))
        {
            return Refusals.OriginForbidden.ToResult();          // or another site could sign a browser in as somebody else
        }

        if (!(await signIn.HandleAsync(command, context.Address(), context.Request.Headers.UserAgent, ct)).TryGet(out var session, out var problem))
        {
            return problem.ToResult();
        }

        var seconds = (long)(session.ExpiresAt - time.GetUtcNow()).TotalSeconds;
        if (!cookie)
        {
            return TypedResults.Ok(new LoginAnswer(tokens.Create(session), seconds, View(session)));
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            AccessTokens.Principal(session.SessionId, CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { ExpiresUtc = session.ExpiresAt, AllowRefresh = false });
        return TypedResults.Ok(new LoginAnswer(null, seconds, View(session)));
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, Actor actor, SignOut signOut, CancellationToken ct)
    {
        var ended = await signOut.HandleAsync(actor, ct);
        if (ended.IsOk)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        return ended.ToNoContent();
    }

    private static async Task<Me> MeAsync(HttpContext context, Actor actor, WardlineDb db, AccessSettings settings, CancellationToken ct)
    {
        var session = context.Session();
        var departments = await db.Set<Department>().AsNoTracking()
            .Where(department => actor.Departments.Contains(department.Id)).OrderBy(department => department.Name)
            .Select(department => new DepartmentView(department.Id, department.Name)).ToListAsync(ct);
        return new Me(View(session), departments, settings.Demo, new SessionView(session.IdleExpiresAt, session.ExpiresAt));
    }

    private static UserView View(SessionState state) =>
        new(state.UserId, state.UserName, state.DisplayName, RoleName.Of(state.Role), state.Specialty, state.Departments);
}
