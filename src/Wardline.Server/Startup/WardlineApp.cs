using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Wardline.Access;
using Wardline.AI;
using Wardline.Clinical;
using Wardline.Data;
using Wardline.Messaging;
using Wardline.Server.Chat;
using Wardline.Server.Demo;
using Wardline.Server.Http;
using Wardline.Server.Realtime;
using Wardline.Server.Tls;

namespace Wardline.Server.Startup;

/// <summary>What the composition needs to know.</summary>
/// <param name="ConnectionString">Asked for once, when the database is first needed.</param>
/// <param name="Tls">The certificate for https addresses.</param>
public sealed record AppSettings(
    IReadOnlyList<ListenAddress> Addresses, Func<string> ConnectionString, bool Demo, ServerTls? Tls = null, Action<WebApplicationBuilder>? Configure = null);

/// <summary>Composes the modules; the only place that knows all of them.</summary>
public static class WardlineApp
{
    public static WebApplication Create(AppSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Log(builder.Logging);
        Listen(builder.WebHost, settings);
        settings.Configure?.Invoke(builder);

        var access = new AccessSettings(
            settings.Demo,
            settings.Addresses.All(address => address.Https),
            builder.Configuration.GetSection("Wardline:AllowedOrigins").Get<string[]>() ?? []);
        builder.Services.AddWardlineData(settings.ConnectionString);
        builder.Services.AddAccess(access);
        builder.Services.AddMessaging();
        builder.Services.AddClinical();
        builder.Services.AddScribe(builder.Configuration);
        builder.Services.AddDemo();
        builder.Services.AddRealtime(access);
        builder.Services.AddChat();
        builder.Services.AddHealth();
        builder.Services.AddWebApp();
        builder.Services.AddOpenApi("v1");
        builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = AllowedHosts(settings, builder.Configuration));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseSecurityHeaders();
        app.UseWebApp();
        app.UseAccess();
        app.MapAccess();
        app.MapMessaging();
        app.MapClinical();
        app.MapScribe();
        app.MapRealtime();
        app.MapChat();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (settings.Demo)
        {
            app.MapDemo();
        }

        return app;
    }

    private static void Listen(IWebHostBuilder host, AppSettings settings) => host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 10 << 20;
        if (settings.Tls is { } tls)
        {
            kestrel.UseWardlineTls(tls);
        }

        foreach (var address in settings.Addresses)
        {
            void Options(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
            {
                if (address.Https)
                {
                    listen.UseHttps();
                }
            }

            if (address.Host == "localhost" && address.Port != 0)
            {
                kestrel.ListenLocalhost(address.Port, Options);
            }
            else if (address.Address is { } ip)
            {
                kestrel.Listen(ip, address.Port, Options);
            }
            else
            {
                kestrel.ListenAnyIP(address.Port, Options);
            }
        }
    });

    // A name that resolves to loopback must not let a stranger's page talk to us as if it were ours.
    private static string[] AllowedHosts(AppSettings settings, ConfigurationManager configuration) =>
        configuration.GetSection("Wardline:AllowedHosts").Get<string[]>()
        ?? (settings.Addresses.All(address => address.IsLoopback) ? ["localhost", IPAddress.Loopback.ToString(), "[::1]"] : ["*"]);

    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);      // its messages may hold SQL and values
        logging.AddFilter("Npgsql", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        logging.SetMinimumLevel(LogLevel.Information);
    }
}
