using System.Net;
using Wardline.Access.Http;
using Wardline.Data.Json;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Demo;

internal sealed record DemoAccountView(
    string UserName, string Password, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments);

internal sealed record DemoAccountList(IReadOnlyList<DemoAccountView> Items);

/// <summary>Tells the sign-in screen the demo's accounts. Mapped in demo mode only, answered to this machine only.</summary>
internal static class DemoEndpoints
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddScoped<DemoSeeder>()
        .AddWireJson(DemoJson.Default);

    public static IEndpointRouteBuilder MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/demo/accounts", (HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? TypedResults.Ok(All)
            : Problem.NotFound("What you asked for").ToResult()).AllowAnonymous().WithTags("Demo").Produces<DemoAccountList>();
        return routes;
    }

    private static readonly DemoAccountList All = new([.. DemoAccounts.All.Select(account => new DemoAccountView(
        account.UserName, account.Password, account.DisplayName, account.Role, account.Specialty, account.Departments))]);
}
