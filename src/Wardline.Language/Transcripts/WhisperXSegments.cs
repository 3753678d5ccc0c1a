using System.Text.Json;

namespace Wardline.Language.Transcripts;

/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="Speaker">Null where no voice was told apart.</param>
internal sealed record WhisperXSegment(string Text, string? Speaker, double? Start);

/// <summary>Reads the segments of WhisperX's JSON.</summary>
internal static class WhisperXSegments
{
    /// <summary>Null when it is not of that form.</summary>
    public static List<WhisperXSegment>? Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("segments", out var array) || array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var segments = new List<WhisperXSegment>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            if (Segment(element) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        return segments;
    }

    /// <summary>Turns by speaker; what one says in several segments on end is one turn.</summary>
    public static List<Turn> Turns(List<WhisperXSegment> segments)
    {
        var turns = new List<Turn>();
        var parts = new List<string>();
        double? startsAt = null;
        for (var at = 0; at < segments.Count; at++)
        {
            var words = segments[at].Text.Trim();
            if (words.Length > 0)
            {
                startsAt = parts.Count == 0 ? segments[at].Start : startsAt;
                parts.Add(words);
            }

            var isLast = at + 1 == segments.Count || segments[at].Speaker is null || segments[at + 1].Speaker != segments[at].Speaker;
            if (isLast && parts.Count > 0)
            {
                turns.Add(new Turn(turns.Count, Speaker.Unknown, segments[at].Speaker, string.Join(' ', parts), startsAt));
                parts.Clear();
            }
        }

        return SpeakerRoles.Assign(turns);
    }

    private static WhisperXSegment? Segment(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("text", out var text) || Words(text) is not { } words
            || !TryTime(element, "start", out var start) || !TryTime(element, "end", out _))
        {
            return null;
        }

        if (!element.TryGetProperty("speaker", out var speaker) || speaker.ValueKind == JsonValueKind.Null)
        {
            return new WhisperXSegment(CleanText.Of(words), null, start);
        }

        return Words(speaker) is { } label ? new WhisperXSegment(CleanText.Of(words), string.IsNullOrWhiteSpace(label) ? null : CleanText.Of(label).Trim(), start) : null;
    }

    private static string? Words(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            return null;
        }
    }

    private static bool TryTime(JsonElement segment, string name, out double? seconds)
    {
        seconds = null;
        if (!segment.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var value) || !double.IsFinite(value))
        {
            return false;
        }

        seconds = value;
        return true;
    }
}
