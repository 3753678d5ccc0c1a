using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Wardline.Access.Accounts;
using Wardline.Access.Administration;
using Wardline.Access.Departments;
using Wardline.Access.Http;
using Wardline.Access.Keys;
using Wardline.Access.People;
using Wardline.Access.Sessions;
using Wardline.Access.Setup;
using Wardline.Access.SignIn;
using Wardline.Access.Tickets;
using Wardline.Data;
using Wardline.Data.Json;

namespace Wardline.Access;

/// <summary>Accounts, sessions and who may do what.</summary>
public static class AccessRegistration
{
    private const string Either = "wardline";

    public static IServiceCollection AddAccess(this IServiceCollection services, AccessSettings settings)
    {
        if (settings.AllowedOrigins.FirstOrDefault(origin => !OriginPolicy.IsOrigin(origin)) is { } wrong)
        {
            throw new ArgumentException($"'{wrong}' is not an origin. Write scheme and host, such as https://ward.example or https://ward.example:5443.", nameof(settings));
        }

        services.AddWardlineModel(typeof(AccessRegistration).Assembly);
        services.AddSingleton(settings);
        services.AddOptions<SessionLifetimeOptions>().BindConfiguration("Wardline:Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionWatch>());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<OneUseTickets>();
        services.AddSingleton<DepartmentDirectory>();
        services.AddSingleton<FirstRun>();
        services.AddScoped<SignInLock>();
        services.AddScoped<SignInPerson>();
        services.AddScoped<SignOut>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<CompleteSetup>();
        services.AddScoped<ManageUsers>();
        services.AddWireJson(AccessJson.Default);
        AddTokens(services, settings);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessDenied>();
        return services;
    }

    /// <summary>Every error gets its code; then the token, the session and the rules for the person behind it.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(errors => errors.Run(UnexpectedErrors.AnswerAsync));
        app.UseStatusCodePages(context => ProblemResults.WriteAsync(context.HttpContext, ProblemResults.ForStatus(context.HttpContext.Response.StatusCode)));
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<AccessMiddleware>();
        app.UseAuthorization();
        return app;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        LoginEndpoints.Map(routes);
        ListPeople.Map(routes);
        AdministrationEndpoints.Map(routes);
        routes.MapGet("/api/setup", async (FirstRun firstRun, CancellationToken ct) => new SetupState(await firstRun.IsNeededAsync(ct)))
            .AllowAnonymous().WithTags("Setup");
        routes.MapPost("/api/setup", async (HttpContext context, SetupCommand command, CompleteSetup setup, CancellationToken ct) =>
            (await setup.HandleAsync(command, context.Address(), ct)).ToNoContent())
            .AllowAnonymous().WithTags("Setup");
        return routes;
    }

    private static void AddTokens(IServiceCollection services, AccessSettings settings)
    {
        services.AddDataProtection().SetApplicationName("wardline");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new DatabaseKeyRepository(provider.GetRequiredService<NpgsqlDataSource>())));
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                string.IsNullOrEmpty(context.Request.Headers.Authorization) ? CookieAuthenticationDefaults.AuthenticationScheme : BearerTokenDefaults.AuthenticationScheme)
            .AddBearerToken()
            .AddCookie(options =>
            {
                options.Cookie.Name = settings.CookieName;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = settings.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                options.Cookie.Path = "/";
                options.SlidingExpiration = false;
            });
    }
}
