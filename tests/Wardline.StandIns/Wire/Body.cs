using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wardline.StandIns.Wire;

/// <summary>The published bodies under <c>Bodies/</c>, embedded in this assembly.</summary>
internal static class Body
{
    /// <summary>As the servers write: no spaces, characters beyond ASCII as they are.</summary>
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode Json(string name) => JsonNode.Parse(Text(name))!;

    /// <summary>The events of an <c>.sse</c> file, in order.</summary>
    public static IReadOnlyList<SseEvent> Events(string name) =>
        [.. Text(name).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(SseEvent.Parse)];

    /// <summary>Where each body comes from.</summary>
    public static string Sources => Text("README.md");

    public static bool Exists(string name) => typeof(Body).Assembly.GetManifestResourceInfo(name) is not null;

    public static IEnumerable<string> Names => typeof(Body).Assembly.GetManifestResourceNames().Where(name => name.Contains('/'));

    public static byte[] Utf8(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, s_compact);

    public static string Compact(JsonNode node) => node.ToJsonString(s_compact);

    public static string Text(string name)
    {
        using var stream = typeof(Body).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no body {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
