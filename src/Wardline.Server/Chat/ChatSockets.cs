using System.Text.Json;
using Wardline.Access;
using Wardline.Access.Departments;
using Wardline.Access.Http;
using Wardline.Access.Sessions;
using Wardline.AI.Assistant;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Server.Realtime.Limits;
using Wardline.SocketIO;

namespace Wardline.Server.Chat;

/// <summary>The plain JSON WebSocket of docs/protocol/chat.md: who may open it, and what becomes of each message.</summary>
internal sealed partial class ChatSockets(
    SessionRegistry sessions,
    SessionWatch watch,
    DepartmentDirectory departments,
    DepartmentNotices notices,
    Questions questions,
    RealtimeLimits limits,
    ChangeWriter writer,
    TimeProvider time,
    ILogger<ChatSockets> logger)
{
    private const ushort PolicyViolation = 1008;
    private const ushort TryAgainLater = 1013;
    private const ushort NotSignedIn = 4401;
    private const ushort WrongDepartment = 4403;

    private static readonly byte[] Pong = """{"type":"pong"}"""u8.ToArray();
    private static readonly Problem NotYours = Problem.Forbidden("That is not one of your departments.");
    private static readonly Problem NotYou = Problem.Forbidden("That user_id is not the signed-in person's.");

    public void Map(MessageSocketBuilder socket) => socket
        .OnConnecting(ConnectingAsync)
        .OnConnected(Connected)
        .OnMessage(ReceiveAsync)
        .OnDisconnected(Disconnected)
        .WhenBusy("""{"type":"error","code":"try_later","message":"Too many messages are waiting. Try again shortly.","retryable":true,"retry_after_ms":1000}"""u8)
        .WhenFull(LaterReason(RealtimeLimits.TooManyConnections), Words(RealtimeLimits.TooManyConnections))
        .OnFailure("""{"type":"error","code":"internal_error","message":"Something went wrong here.","retryable":false}"""u8);

    private async ValueTask<MessageAdmission> ConnectingAsync(HttpContext context)
    {
        // What is taken lasts as long as the request, and that as long as its WebSocket.
        if (!limits.Enter(context.Connection.RemoteIpAddress).TryGet(out var fromAddress, out var tooMany))
        {
            return Later(tooMany);
        }

        context.Response.RegisterForDispose(fromAddress);
        if (context.FindSession() is not { } session)
        {
            var problem = context.WhyAnonymous();
            return Close(NotSignedIn, problem.Code, problem);
        }

        var actor = context.Actor();
        var ct = context.RequestAborted;
        if (await departments.FindAsync(actor, Route(context, "department"), ct) is not { } department)
        {
            return await RefuseAsync(actor.Audit("chat.open", "department", outcome: "forbidden"), "wrong_department", NotYours);
        }

        if (Route(context, "user_id") is { Length: > 0 } claimed && !IsSelf(actor, claimed))
        {
            return await RefuseAsync(Claimed(actor, "chat.open", claimed), "wrong_user", NotYou);
        }

        if (!limits.Enter(session.UserId).TryGet(out var ofPerson, out tooMany))
        {
            return Later(tooMany);
        }

        context.Response.RegisterForDispose(ofPerson);
        return MessageAdmission.Accept(new ChatPerson(session, context.Address(), department, limits.Frames()));
    }

    private async ValueTask<MessageAdmission> RefuseAsync(Data.Audit.AuditEntry audit, string reason, Problem problem) =>
        (await writer.WriteAsync(new WriteUnit { Audit = audit })).Problem is { } unaudited
            ? Later(unaudited)
            : Close(WrongDepartment, reason, problem);

    private static MessageAdmission Later(Problem problem) => Close(TryAgainLater, LaterReason(problem), problem);

    // In a close reason there is room for 123 bytes: the code, and when to come again.
    private static string LaterReason(Problem problem) =>
        $"{problem.Code}; retry_after_ms={(long)(problem.RetryAfter ?? TimeSpan.FromSeconds(5)).TotalMilliseconds}";

    /// <summary>The reason is for whoever reads close codes; the error before it is for whoever reads messages only.</summary>
    private static MessageAdmission Close(ushort status, string reason, Problem problem) => MessageAdmission.CloseWith(status, reason, Words(problem));

    private static byte[] Words(Problem problem) => JsonSerializer.SerializeToUtf8Bytes(ChatError.Of(problem), ChatJson.Default.ChatError);

    private ValueTask Connected(MessageSocket socket, CancellationToken ct)
    {
        var person = ChatPerson.Of(socket);
        notices.Enter(person.Department, socket);
        person.Watch = watch.Watch(person.Session, news => Tell(socket, person, news));
        return ValueTask.CompletedTask;
    }

    private ValueTask Disconnected(MessageSocket socket, DisconnectReason reason, CancellationToken ct)
    {
        var person = ChatPerson.Of(socket);
        person.Watch?.Dispose();
        notices.Leave(person.Department, socket);
        return ValueTask.CompletedTask;
    }

    private static void Tell(MessageSocket socket, ChatPerson person, SessionNews news)
    {
        switch (news)
        {
            case SessionNews.Expiring expiring:
                var way = expiring.EndsAt < person.Session.ExpiresAt ? "Send a message to stay signed in." : "It has lasted as long as it may. Sign in again to go on.";
                socket.Send(DepartmentNotices.Encode(person.Department, "routine", "Your session ends within a minute", way, requiresAction: true));
                break;
            case SessionNews.Ended ended:
                socket.Close(NotSignedIn, ended.Code);
                break;
            case SessionNews.AccessChanged changed when !changed.State.Departments.Contains(person.Department):
                socket.Close(WrongDepartment, "wrong_department");
                break;
        }
    }

    private async ValueTask ReceiveAsync(MessageSocket socket, SocketMessage message, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        var person = ChatPerson.Of(socket);
        switch (person.Frames.Take(out var wait))
        {
            case FrameVerdict.Refused:
                Refuse(socket, RealtimeLimits.RateLimited(wait));
                return;
            case FrameVerdict.Abuse:
                socket.Close(PolicyViolation, "too many messages");
                return;
        }

        ChatMessage.UserMessage? question = null;
        try
        {
            if (!ChatMessageReader.Read(message.Bytes).TryGet(out var read, out var problem))
            {
                Refuse(socket, problem);
                return;
            }

            question = read as ChatMessage.UserMessage;
            if (await sessions.FindAsync(person.Session.SessionId, ct) is not { } session)
            {
                socket.Close(NotSignedIn, Refusals.SessionEnded.Code);
            }
            else if (question is not null)
            {
                await sessions.TouchAsync(session.SessionId, ct);
                await AskAsync(socket, person, person.Actor(session), question, since, ct);
            }
            else
            {
                socket.Send(Pong);
            }
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // With the question's own ids, and retryable where sending it again can help.
            Refuse(socket, UnexpectedErrors.Explain(error), question);
            ReceivingFailed(error.GetType().Name, error.StackTrace);
        }
    }

    private async Task AskAsync(MessageSocket socket, ChatPerson person, Actor actor, ChatMessage.UserMessage message, long since, CancellationToken ct)
    {
        if (message.UserId is { } claimed && !IsSelf(actor, claimed))
        {
            var refusal = limits.RefuseQuestion(actor.UserId)           // before the audit: what is refused must not fill it
                ?? (await writer.WriteAsync(new WriteUnit { Audit = Claimed(actor, "assistant.ask", claimed) })).Problem
                ?? NotYou;
            Refuse(socket, refusal, message);
            return;
        }

        if (!person.TryWait())
        {
            Refuse(socket, Problem.TryLater(TimeSpan.FromSeconds(2)), message);
            return;
        }

        var told = false;
        try
        {
            var command = new AssistantCommand(
                message.ClientId, message.Department ?? person.Department, message.PatientId, message.SessionId, message.Content, message.Timestamp, message.Prefer);
            if ((await questions.AskAsync(actor, command, ct)).TryGet(out var asked, out var problem))
            {
                told = true;
                person.Tell(() => TellAsync(socket, message, asked, since));
            }
            else
            {
                Refuse(socket, problem, message);
            }
        }
        finally
        {
            if (!told)
            {
                person.Left();
            }
        }
    }

    private async Task TellAsync(MessageSocket socket, ChatMessage.UserMessage message, AskedQuestion asked, long since)
    {
        try
        {
            var outcome = await questions.AwaitAsync(asked, socket.Disconnected);
            if (outcome.TryGet(out var answer, out var problem))
            {
                var response = AiResponse.Of(asked.Answer, answer, asked.Department, message.SessionId, message.ClientId, time.GetElapsedTime(since));
                socket.Send(response, ChatJson.Default.AiResponse);
            }
            else
            {
                Refuse(socket, problem, message);
            }
        }
        catch (OperationCanceledException)
        {
            // The socket is gone. Asked again on another one, the answer is given there.
        }
        catch (Exception error)
        {
            Refuse(socket, UnexpectedErrors.Explain(error), message);
            TellingFailed(asked.Answer.Id, error.GetType().Name, error.StackTrace);
        }
    }

    private static void Refuse(MessageSocket socket, Problem problem, ChatMessage.UserMessage? message = null) =>
        socket.Send(ChatError.Of(problem, message?.ClientId, message?.SessionId), ChatJson.Default.ChatError);

    private static string Route(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    private static bool IsSelf(Actor actor, string claimed) =>
        Guid.TryParse(claimed, out var id) ? id == actor.UserId : string.Equals(claimed, actor.UserName, StringComparison.OrdinalIgnoreCase);

    // A name may be any text, so only an id is written down.
    private static Data.Audit.AuditEntry Claimed(Actor actor, string act, string claimed) =>
        actor.Audit(act, "user", Guid.TryParse(claimed, out var id) ? id.ToString() : null, outcome: NotYou.Code);

    [LoggerMessage(3202, LogLevel.Error, "A message could not be handled: {Error}\n{Stack}")]
    private partial void ReceivingFailed(string error, string? stack);

    [LoggerMessage(3201, LogLevel.Error, "Telling a socket about answer {AnswerId} failed: {Error}\n{Stack}")]
    private partial void TellingFailed(Guid answerId, string error, string? stack);
}
