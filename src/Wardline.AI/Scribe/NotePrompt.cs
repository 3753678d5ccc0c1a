using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>What a model is sent to write a note. The words are versioned files beside this one; a changed prompt is a new file.</summary>
internal sealed class NotePrompt
{
    private const string Marker = "transcript";

    private readonly string _system;

    private NotePrompt(NoteLayout layout, string version)
    {
        Version = version;
        using var file = new StreamReader(typeof(NotePrompt).Assembly.GetManifestResourceStream(version)
            ?? throw new InvalidOperationException($"The prompt {version} is not in the assembly."));
        _system = file.ReadToEnd();
        Format = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Schema(layout).ToJsonString()), "note");
    }

    public static NotePrompt Soap { get; } = new(NoteLayout.Soap, "note-soap-v1");

    public static NotePrompt Clinical { get; } = new(NoteLayout.Clinical, "note-clinical-v1");

    /// <summary>The name of the file.</summary>
    public string Version { get; }

    /// <summary>For servers that hold a model to a schema.</summary>
    public ChatResponseFormat Format { get; }

    public static NotePrompt For(NoteLayout layout) => layout == NoteLayout.Soap ? Soap : Clinical;

    public IReadOnlyList<ChatMessage> For(Transcript transcript) =>
        [new(ChatRole.System, _system), new(ChatRole.User, Fenced(transcript))];

    /// <summary>One turn a line, between markers that do not occur in what was said: nothing said can end the transcript.</summary>
    private static string Fenced(Transcript transcript)
    {
        var marker = Marker;
        while (transcript.Turns.Any(turn => turn.Text.Contains(marker + ">", StringComparison.OrdinalIgnoreCase)))
        {
            marker += "-x";
        }

        var text = new StringBuilder().Append('<').Append(marker).Append(">\n");
        foreach (var turn in transcript.Turns)
        {
            text.Append('[').Append(turn.Index).Append(' ').Append(Name(turn.Speaker)).Append("] ").Append(turn.Text.ReplaceLineEndings(" ")).Append('\n');
        }

        return text.Append("</").Append(marker).Append(">\n").ToString();
    }

    private static string Name(Speaker speaker) => speaker switch
    {
        Speaker.Clinician => "clinician",
        Speaker.Patient => "patient",
        Speaker.Other => "other",
        _ => "unknown",
    };

    private static JsonObject Schema(NoteLayout layout)
    {
        var sentence = Closed(("text", new JsonObject { ["type"] = "string" }), ("turns", Array(new JsonObject { ["type"] = "integer" })));
        var key = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. NoteOutline.Of(layout).Select(section => JsonValue.Create(section.Key))]) };
        return Closed(("sections", Array(Closed(("key", key), ("sentences", Array(sentence))))));
    }

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Closed(params ReadOnlySpan<(string Name, JsonObject Schema)> properties)
    {
        var all = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, schema) in properties)
        {
            all[name] = schema;
            required.Add(JsonValue.Create(name));
        }

        return new JsonObject { ["type"] = "object", ["properties"] = all, ["required"] = required, ["additionalProperties"] = false };
    }
}
