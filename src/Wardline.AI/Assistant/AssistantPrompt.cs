using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wardline.AI.Assistant;

/// <summary>What a model is sent to answer a question. The words are a versioned file; a changed prompt is a new file.</summary>
internal static class AssistantPrompt
{
    /// <summary>The name of the file.</summary>
    public const string Version = "assistant-v1";

    private static readonly string Instructions = Read();

    /// <summary>For servers that hold a model to a schema.</summary>
    public static ChatResponseFormat Format { get; } = ChatResponseFormat.ForJsonSchema(
        JsonElement.Parse("""
            {
              "type": "object",
              "properties": {
                "text": { "type": "string" },
                "findings": { "type": "array", "items": { "type": "string" } },
                "interpretation": { "type": "array", "items": { "type": "string" } },
                "recommendations": { "type": "array", "items": { "type": "string" } },
                "quick_actions": { "type": "array", "items": { "type": "string" } }
              },
              "required": ["text", "findings", "interpretation", "recommendations", "quick_actions"],
              "additionalProperties": false
            }
            """),
        "answer");

    public static IReadOnlyList<ChatMessage> For(AssistantQuestion question) =>
        [new(ChatRole.System, Instructions), new(ChatRole.User, User(question))];

    private static string User(AssistantQuestion question)
    {
        var text = new StringBuilder().Append("Department: ").Append(question.Department).Append('\n');
        if (question.Record is { } record)
        {
            var summary = RecordSummary.Of(record, question.AskedAt).ToString();

            // Nothing that stands in the record can end it: who writes in it would have to know the hash of what he writes. Not
            // chance, so that the same question has the same digest in the audit.
            var marker = "record-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(summary)).AsSpan(0, 8));

            text.Append('<').Append(marker).Append(">\n").Append(summary).Append("</").Append(marker).Append(">\n");
        }

        return text.Append("\nQuestion:\n").Append(question.Content).ToString();
    }

    private static string Read()
    {
        using var file = new StreamReader(typeof(AssistantPrompt).Assembly.GetManifestResourceStream(Version)
            ?? throw new InvalidOperationException($"The prompt {Version} is not in the assembly."));
        return file.ReadToEnd();
    }
}
