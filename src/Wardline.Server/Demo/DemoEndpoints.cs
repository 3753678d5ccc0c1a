using System.Net;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Data.Json;
using Wardline.Data.Outcomes;
using Wardline.Server.Demo.Consultations;

namespace Wardline.Server.Demo;

internal sealed record DemoAccountView(
    string UserName, string Password, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments);

internal sealed record DemoAccountList(IReadOnlyList<DemoAccountView> Items);

/// <summary>
/// Tells the sign-in screen the demo's accounts, and the scribe's the consultations to try it with. Mapped in demo mode
/// only; the accounts are answered to this machine only.
/// </summary>
internal static class DemoEndpoints
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddScoped<DemoSeeder>()
        .AddSingleton<ListDemoConsultations>()
        .AddWireJson(DemoJson.Default);

    public static IEndpointRouteBuilder MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/demo/accounts", (HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? TypedResults.Ok(All)
            : Problem.NotFound("What you asked for").ToResult()).AllowAnonymous().WithTags("Demo").Produces<DemoAccountList>();
        routes.MapGet("/api/demo/consultations", async (Actor actor, ListDemoConsultations consultations, CancellationToken ct) =>
            (await consultations.HandleAsync(actor, ct)).ToResult()).WithTags("Demo").Produces<DemoConsultationList>();
        return routes;
    }

    private static readonly DemoAccountList All = new([.. DemoAccounts.All.Select(account => new DemoAccountView(
        account.UserName, account.Password, account.DisplayName, account.Role, account.Specialty, account.Departments))]);
}
