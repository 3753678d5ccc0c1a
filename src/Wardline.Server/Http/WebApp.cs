using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Wardline.Server.Http;

/// <summary>Serves the built web app: hashed assets for ever, the shell always asked for again.</summary>
internal static class WebApp
{
    /// <summary>Addresses that are the server's own: an unknown one among them is an error, not a screen.</summary>
    private static readonly PathString[] ServersOwn = ["/api", "/chat", "/health", "/openapi"];

    private static readonly string[] Compressible = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json"];

    public static IServiceCollection AddWebApp(this IServiceCollection services) => services
        .AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = Compressible;
        })
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);

    /// <summary>
    /// Files go out before anybody is asked who they are: the sign-in page needs them. The addresses of screens get the shell.
    /// </summary>
    public static IApplicationBuilder UseWebApp(this IApplicationBuilder app)
    {
        if (Options() is not { } options)
        {
            return app;
        }

        return app.Use((context, next) =>
        {
            if (IsScreen(context.Request))
            {
                context.Request.Path = "/index.html";
            }

            return next(context);
        }).UseWhen(context => IsFile(context.Request, options), files => files.UseResponseCompression()).UseStaticFiles(options);
    }

    /// <summary>Only what is public and the same for everybody is compressed: the length of an answer with a secret in it would tell of it.</summary>
    private static bool IsFile(HttpRequest request, StaticFileOptions options) =>
        Path.HasExtension(request.Path.Value) && options.FileProvider!.GetFileInfo(request.Path.Value!).Exists;

    private static bool IsScreen(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !ServersOwn.Any(own => request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

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
