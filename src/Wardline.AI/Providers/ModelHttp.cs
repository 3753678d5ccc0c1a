using System.Net;

namespace Wardline.AI.Providers;

/// <summary>
/// The way to a model server. It goes where it was told to and nowhere else: no redirects, no proxy from the environment,
/// no cookies. Nothing is unpacked, and what comes back is bounded by <see cref="AnswersOnly"/>.
/// </summary>
internal static class ModelHttp
{
    public static HttpClient Create(TimeSpan connectTimeout, TimeProvider time) => new(
        new AnswersOnly(new SocketsHttpHandler
        {
            ConnectTimeout = connectTimeout,
            ResponseDrainTimeout = TimeSpan.Zero,     // who leaves hangs up at once
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        }, time))
    {
        // The pipeline has its own clock.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
