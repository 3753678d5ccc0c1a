using System.Text;
using System.Text.Json.Nodes;

namespace Wardline.StandIns.Wire;

/// <summary>One server-sent event.</summary>
/// <param name="Name">The <c>event:</c> line; null when there is none.</param>
internal sealed record SseEvent(string? Name, string Data)
{
    /// <summary>A copy to change; an event whose data is not JSON has none.</summary>
    public JsonNode Json => JsonNode.Parse(Data)!;

    public static SseEvent Parse(string block)
    {
        string? name = null;
        var data = new List<string>();
        foreach (var line in block.Split('\n'))
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data.Add(line["data: ".Length..]);
            }
        }

        return new SseEvent(name, string.Join('\n', data));
    }

    public SseEvent With(JsonNode data) => this with { Data = Body.Compact(data) };

    public byte[] Utf8() => Encoding.UTF8.GetBytes((Name is null ? "" : $"event: {Name}\n") + $"data: {Data}\n\n");
}
