using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Wardline.Server.Http;

/// <summary>Serves the built web app: hashed assets for ever, the shell always asked for again.</summary>
internal static class WebApp
{
    public static IEndpointRouteBuilder MapWebApp(this WebApplication app)
    {
        if (Folder() is not { } folder)
        {
            return app;
        }

        var files = new PhysicalFileProvider(folder);
        var types = new FileExtensionContentTypeProvider { Mappings = { [".webmanifest"] = "application/manifest+json" } };
        var options = new StaticFileOptions { FileProvider = files, ContentTypeProvider = types, OnPrepareResponse = Cache };
        app.UseStaticFiles(options);
        app.MapFallbackToFile("{*path:nonfile}", "index.html", options).AllowAnonymous();
        return app;
    }

    private static void Cache(StaticFileResponseContext response) =>
        response.Context.Response.Headers[HeaderNames.CacheControl] =
            response.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";

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
