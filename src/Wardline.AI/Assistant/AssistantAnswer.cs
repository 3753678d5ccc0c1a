namespace Wardline.AI.Assistant;

/// <summary>What was answered. All of it is text, to be shown as such; none of it is markup.</summary>
/// <param name="Text">The whole answer in words.</param>
public sealed record AnswerContent(string Text, AnswerStructure StructuredData);

/// <summary>Parts of the answer as lists, each perhaps empty.</summary>
/// <param name="QuickActions">Titles of next steps that may become tasks. Nothing is done by itself.</param>
public sealed record AnswerStructure(
    IReadOnlyList<string> Findings, IReadOnlyList<string> Interpretation, IReadOnlyList<string> Recommendations, IReadOnlyList<string> QuickActions)
{
    public static AnswerStructure Empty { get; } = new([], [], [], []);
}

/// <summary>An answer and who gave it.</summary>
/// <param name="Provider"><c>cloud</c>, <c>local</c> or <c>builtin</c>.</param>
/// <param name="Degraded">A tier that should have answered could not.</param>
/// <param name="Reasons">Stable codes, e.g. <c>local_unreachable</c>.</param>
/// <param name="At">When it was there; one that is given again keeps its time.</param>
public sealed record AssistantAnswer(
    AnswerContent Content, string Provider, string? Model, bool Degraded, IReadOnlyList<string> Reasons, DateTimeOffset At);
