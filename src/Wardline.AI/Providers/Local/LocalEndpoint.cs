using System.Text.RegularExpressions;

namespace Wardline.AI.Providers.Local;

/// <summary>The base address people mean, whichever way they write it.</summary>
internal static partial class LocalEndpoint
{
    private const string Completions = "/chat/completions";

    /// <summary>Ends with a slash. <c>/v1</c> is added unless the path names a version already.</summary>
    public static Uri Base(string endpoint)
    {
        var given = new UriBuilder(endpoint.Trim()) { Query = "", Fragment = "" };
        var path = given.Path.TrimEnd('/');
        if (path.EndsWith(Completions, StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^Completions.Length];
        }

        given.Path = (Version().IsMatch(path) ? path : path + "/v1") + "/";
        return given.Uri;
    }

    [GeneratedRegex(@"/v\d+[^/]*(/|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
