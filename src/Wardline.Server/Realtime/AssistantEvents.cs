using Wardline.Access.Http;
using Wardline.AI.Assistant;
using Wardline.Data.Outcomes;
using Wardline.Server.Chat;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <param name="Department">An id or a name.</param>
/// <param name="PatientId">An id or a medical record number.</param>
public sealed record AskAssistantCommand(string? ClientId, string? Department, string? PatientId, string? SessionId, string? Content, string? Prefer);

/// <param name="QueuePosition">How many questions are before it.</param>
public sealed record QuestionAccepted(Guid ResponseId, int QueuePosition);

/// <param name="Status"><c>failed</c>: there will be no answer.</param>
public sealed record AssistantStatus(Guid ResponseId, string Status, string Code, string Message, bool Retryable, long? RetryAfterMs);

/// <summary>Binds the assistant to Socket.IO: the answer goes to the socket that asked for it, and to no other.</summary>
internal sealed partial class AssistantEvents(Questions questions, TimeProvider time, ILogger<AssistantEvents> logger)
{
    /// <summary>Answers one socket may wait for.</summary>
    private const int MostWaiting = 10;

    public void Map(NamespaceBuilder io) => io.On("ask_assistant", RealtimeJson.Default.AskAssistantCommand, AskAsync);

    private async ValueTask<JsonBody> AskAsync(EventContext context, AskAssistantCommand command, CancellationToken ct)
    {
        if (command is not { ClientId: { } clientId, Department: { } department, SessionId: { } sessionId, Content: { } content })
        {
            return SocketAck.Refused(Problem.BadRequest("bad_request", "A question has a client_id, a department, a session_id and a content."));
        }

        var since = time.GetTimestamp();
        var person = SocketPerson.Of(context.Socket);
        var asking = new AssistantCommand(clientId, department, command.PatientId, sessionId, content, Prefer: command.Prefer);
        if (!person.TryAwaitAnswer(MostWaiting))
        {
            return SocketAck.Refused(Problem.TryLater(TimeSpan.FromSeconds(2)));
        }

        var told = false;
        try
        {
            if (!(await questions.AskAsync(person.Actor, asking, ct)).TryGet(out var asked, out var problem))
            {
                return SocketAck.Refused(problem);
            }

            context.Answer(SocketAck.Ok(new QuestionAccepted(asked.Answer.Id, asked.Answer.QueuePosition), RealtimeJson.Default.QuestionAccepted));
            told = true;
            _ = TellAsync(context.Socket, asking, asked, since);        // not in the socket's lane: its other events go on meanwhile
            return SocketAck.Done;
        }
        finally
        {
            if (!told)
            {
                person.AnswerCame();
            }
        }
    }

    private async Task TellAsync(SocketConnection socket, AssistantCommand command, AskedQuestion asked, long since)
    {
        try
        {
            var outcome = await questions.AwaitAsync(asked, socket.Disconnected);
            if (outcome.TryGet(out var answer, out var problem))
            {
                var response = AiResponse.Of(
                    asked.Answer, answer, asked.Department, command.SessionId, command.ClientId, time.GetElapsedTime(since));
                socket.Emit("ai_response", response, ChatJson.Default.AiResponse);
            }
            else
            {
                Refuse(socket, asked, problem);
            }
        }
        catch (OperationCanceledException)
        {
            // The socket is gone. Asked again with the same client_id, the answer is given there.
        }
        catch (Exception error)
        {
            Refuse(socket, asked, UnexpectedErrors.Explain(error));
            TellingFailed(asked.Answer.Id, error.GetType().Name, error.StackTrace);
        }
        finally
        {
            SocketPerson.Of(socket).AnswerCame();
        }
    }

    private static void Refuse(SocketConnection socket, AskedQuestion asked, Problem problem)
    {
        var failed = new AssistantStatus(
            asked.Answer.Id, "failed", problem.Code, problem.Message, problem.Retryable, (long?)problem.RetryAfter?.TotalMilliseconds);
        socket.Emit("assistant_status", failed, RealtimeJson.Default.AssistantStatus);
    }

    [LoggerMessage(3102, LogLevel.Error, "Telling a socket about answer {AnswerId} failed: {Error}\n{Stack}")]
    private partial void TellingFailed(Guid answerId, string error, string? stack);
}
