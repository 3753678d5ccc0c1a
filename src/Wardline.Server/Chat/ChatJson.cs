using System.Text.Json.Serialization;
using Wardline.AI.Assistant;
using Wardline.Data.Json;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Chat;

/// <param name="ResponseType"><c>medical_analysis</c> of a model, <c>record_summary</c> of the built-in engine, which has <c>no_answer</c> where there is no record to read.</param>
/// <param name="Patient">Whom it is about, as people say it.</param>
/// <param name="Timestamp">Of the answer: one that is given again keeps its time.</param>
/// <param name="ProcessingTimeMs">From the question's arrival to this answer.</param>
public sealed record AiResponse(
    string Type,
    Guid ResponseId,
    string ResponseType,
    string Department,
    string? Patient,
    Guid? PatientId,
    string SessionId,
    string? ClientId,
    DateTimeOffset Timestamp,
    AnswerContent Content,
    string Provider,
    string? Model,
    bool Degraded,
    IReadOnlyList<string> Reasons,
    long ProcessingTimeMs)
{
    internal static AiResponse Of(RunningAnswer asked, AssistantAnswer answer, string department, string sessionId, string? clientId, TimeSpan took) => new(
        "ai_response", asked.Id, answer.Provider != "builtin" ? "medical_analysis" : asked.Patient is null ? "no_answer" : "record_summary", department, asked.Patient?.Label, asked.Patient?.Id, sessionId, clientId,
        answer.At, answer.Content, answer.Provider, answer.Model, answer.Degraded, answer.Reasons, (long)took.TotalMilliseconds);
}

/// <param name="ClientId">Of the message it answers, where that could be read.</param>
public sealed record ChatError(string Type, string Code, string Message, bool Retryable, long? RetryAfterMs, string? ClientId, string? SessionId)
{
    internal static ChatError Of(Problem problem, string? clientId = null, string? sessionId = null) =>
        new("error", problem.Code, problem.Message, problem.Retryable, (long?)problem.RetryAfter?.TotalMilliseconds, clientId, sessionId);
}

/// <param name="Priority"><c>routine</c>, <c>urgent</c>, <c>critical</c>.</param>
/// <param name="Content">Title and message in one.</param>
public sealed record SystemNotification(string Type, Guid Id, string Priority, string Content, string Department, bool RequiresAction);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(AiResponse))]
[JsonSerializable(typeof(ChatError))]
[JsonSerializable(typeof(SystemNotification))]
internal sealed partial class ChatJson : JsonSerializerContext;
