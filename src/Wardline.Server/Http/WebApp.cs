using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Wardline.Server.Http;

/// <summary>Serves the built web app: hashed assets for ever, the shell always asked for again.</summary>
internal static class WebApp
{
    /// <summary>Files go out before anybody is asked who they are: the sign-in page needs them.</summary>
    public static IApplicationBuilder UseWebApp(this IApplicationBuilder app) =>
        Options() is { } options ? app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = options.FileProvider }).UseStaticFiles(options) : app;

    /// <summary>Addresses of screens get the shell; the API's own unknown addresses stay 404.</summary>
    public static IEndpointRouteBuilder MapWebApp(this IEndpointRouteBuilder routes)
    {
        if (Options() is { } options)
        {
            routes.MapFallbackToFile("{*path:nonfile}", "index.html", options).AllowAnonymous();
        }

        return routes;
    }

    private static StaticFileOptions? Options() => Folder() is not { } folder ? null : new StaticFileOptions
    {
        FileProvider = new PhysicalFileProvider(folder),
        ContentTypeProvider = new FileExtensionContentTypeProvider { Mappings = { [".webmanifest"] = "application/manifest+json" } },
        OnPrepareResponse = Cache,
    };

    private static void Cache(StaticFileResponseContext response) =>
        response.Context.Response.Headers[HeaderNames.CacheControl] =
            response.Context.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase) ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>A <c>wwwroot</c> beside the program, else the folder the build wrote to.</summary>
    private static string? Folder()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var built = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == "WebApp")?.Value;
        return File.Exists(Path.Combine(beside, "index.html")) ? beside
            : built is not null && File.Exists(Path.Combine(built, "index.html")) ? built
            : null;
    }
}
