using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Wardline.Access.Departments;
using Wardline.Access.Http;
using Wardline.Access.Sessions;
using Wardline.Access.Tickets;
using Wardline.Data;
using Wardline.Data.Feed;

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
    public const string RateLimit = "login";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/auth").WithTags("Sign-in");
        group.MapPost("/login", LoginAsync).AllowAnonymous().RequireRateLimiting(RateLimit).Produces<LoginAnswer>();
        group.MapPost("/logout", LogoutAsync).Produces(StatusCodes.Status204NoContent);
        group.MapPost("/ticket", async (Actor actor, OneUseTickets tickets, CancellationToken ct) =>
            new TicketView(await tickets.IssueAsync(actor.SessionId, ct), (int)OneUseTickets.Lifetime.TotalSeconds));
        routes.MapGet("/api/me", MeAsync).WithTags("Sign-in");
    }

    /// <summary>Thirty tries a minute from one address; the lock on a name is separate.</summary>
    public static void AddRateLimit(RateLimiterOptions options) => options.AddPolicy(RateLimit, context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 30,
            TokensPerPeriod = 30,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    internal static UserView View(SessionState state) =>
        new(state.UserId, state.UserName, state.DisplayName, Accounts.RoleName.Of(state.Role), state.Specialty, state.Departments);

    private static async Task<IResult> LoginAsync(
        HttpContext context, LoginCommand command, SignInPerson signIn, AccessTokens tokens, TimeProvider time, CancellationToken ct)
    {
        if (!(await signIn.HandleAsync(command, context.Address(), context.Request.Headers.UserAgent, ct)).TryGet(out var session, out var problem))
        {
            return problem.ToResult();
        }

        var seconds = (long)(session.ExpiresAt - time.GetUtcNow()).TotalSeconds;
        if (command.Session != "cookie")
        {
            return TypedResults.Ok(new LoginAnswer(tokens.Create(session), seconds, View(session)));
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            AccessTokens.Principal(session.SessionId, CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { ExpiresUtc = session.ExpiresAt, AllowRefresh = false });
        return TypedResults.Ok(new LoginAnswer(null, seconds, View(session)));
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, Actor actor, SessionRegistry sessions, ChangeWriter writer, CancellationToken ct)
    {
        var audited = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("auth.logout", "session", actor.SessionId.ToString()) });
        if (audited.Problem is { } problem)
        {
            return problem.ToResult();
        }

        await sessions.EndAsync(actor.SessionId, "signed_out", ct);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.NoContent();
    }

    private static async Task<Me> MeAsync(HttpContext context, Actor actor, WardlineDb db, AccessSettings settings, CancellationToken ct)
    {
        var session = context.Session();
        var departments = await db.Set<Department>().AsNoTracking()
            .Where(department => actor.Departments.Contains(department.Id)).OrderBy(department => department.Name)
            .Select(department => new DepartmentView(department.Id, department.Name)).ToListAsync(ct);
        return new Me(View(session), departments, settings.Demo, new SessionView(session.IdleExpiresAt, session.ExpiresAt));
    }
}
