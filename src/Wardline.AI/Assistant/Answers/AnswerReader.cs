using System.Text;
using System.Text.Json;

namespace Wardline.AI.Assistant.Answers;

/// <summary>
/// Reads an answer as models write it: with thoughts before it, in a code fence, with lists that are one string, or as
/// prose. It never throws.
/// </summary>
internal static class AnswerReader
{
    public const int MostText = 20_000;
    public const int MostItems = 20;
    public const int MostItem = 500;

    /// <summary>Stands where something was left out.</summary>
    public const string Cut = "…";

    private static readonly string[] ThoughtEnds = ["</think>", "</thinking>", "</reasoning>"];
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <returns>Null when there is no answer in it, or it is meant as JSON and cannot be read as such.</returns>
    public static AnswerContent? Read(string answer)
    {
        var said = WithoutThoughts(answer).Trim();
        var begin = said.IndexOf('{', StringComparison.Ordinal);
        var end = said.LastIndexOf('}');
        if (begin >= 0 && end > begin && TryParse(said[begin..(end + 1)], out var read))
        {
            return read;
        }

        return begin >= 0 && said[(begin + 1)..].TrimStart().StartsWith('"') ? null : Content(Clean(said, MostText), AnswerStructure.Empty);
    }

    // A thought that does not end is all there is: no answer.
    private static string WithoutThoughts(string answer)
    {
        foreach (var mark in ThoughtEnds)
        {
            if (answer.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                return answer[(at + mark.Length)..];
            }
        }

        return answer.TrimStart().StartsWith("<think", StringComparison.OrdinalIgnoreCase) ? "" : answer;
    }

    private static bool TryParse(string json, out AnswerContent? content)
    {
        content = null;
        try
        {
            using var document = JsonDocument.Parse(json, Tolerant);
            var root = document.RootElement;
            var lists = root.TryGetProperty("structured_data", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
            var structure = new AnswerStructure(
                Items(lists, "findings"), Items(lists, "interpretation"), Items(lists, "recommendations"), Items(lists, "quick_actions", isWhole: false));
            content = Content(Text(root), structure);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;       // not JSON, or half a surrogate pair in it
        }
    }

    private static AnswerContent? Content(string text, AnswerStructure structure)
    {
        if (text.Length == 0)
        {
            text = string.Join('\n', [.. structure.Findings, .. structure.Interpretation, .. structure.Recommendations]);
        }

        return text.Length == 0 ? null : new AnswerContent(text, structure);
    }

    private static string Text(JsonElement root)
    {
        foreach (var name in (ReadOnlySpan<string>)["text", "answer", "summary", "content"])
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return Clean(value.GetString()!, MostText);
            }
        }

        return "";
    }

    /// <param name="isWhole">What is left out is missed, so that it is said. A list of offers is none the worse for being short.</param>
    private static string[] Items(JsonElement root, string name, bool isWhole = true)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return [];
        }

        IEnumerable<string> items = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split('\n'),
            JsonValueKind.Array => value.EnumerateArray().Select(Item),
            _ => [],
        };
        string[] all = [.. items.Select(item => Clean(WithoutBullet(item), MostItem)).Where(item => item.Length > 0).Distinct()];
        return all.Length <= MostItems ? all : isWhole ? [.. all.Take(MostItems), Cut] : [.. all.Take(MostItems)];
    }

    private static string Item(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!,
        JsonValueKind.Object => Text(item) is { Length: > 0 } text ? text : item.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String ? title.GetString()! : "",
        JsonValueKind.Number => item.GetRawText(),
        _ => "",
    };

    /// <summary>A dash is a bullet only before a space, and never before a number, where it may be its sign.</summary>
    private static string WithoutBullet(string item)
    {
        var text = item.Trim();
        while (text.Length > 1 && text[0] is '-' or '*' or '•' && text[1] is ' ' or '\t' && text[1..].TrimStart() is var rest && !char.IsAsciiDigit(rest[0]))
        {
            text = rest;
        }

        return text;
    }

    /// <summary>Without control characters. What is too long is cut between two words, or where there are none between two characters, and says so.</summary>
    private static string Clean(string text, int most)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most)
            {
                return CutOff(clean.ToString());
            }

            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().Trim();
    }

    private static string CutOff(string text)
    {
        var end = text.LastIndexOfAny([' ', '\n', '\t']) is > 0 and var between ? between
            : char.IsLowSurrogate(text[^1]) ? text.Length - 2
            : text.Length - 1;
        return text[..end].TrimEnd() + Cut;
    }
}
