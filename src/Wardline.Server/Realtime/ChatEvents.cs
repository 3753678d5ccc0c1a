using System.Text.Json;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Access.Sessions;
using Wardline.Data.Outcomes;
using Wardline.Messaging;
using Wardline.Messaging.Conversations;
using Wardline.Messaging.Messages;
using Wardline.Messaging.Receipts;
using Wardline.Server.Realtime.Limits;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

public sealed record ConversationCommand(Guid ConversationId);

public sealed record UserTyping(Guid ConversationId, Guid UserId, string DisplayName, bool Typing);

public sealed record SessionExtended(DateTimeOffset ExpiresAt);

public sealed record SessionExpiring(DateTimeOffset ExpiresAt);

public sealed record SessionEnded(string Code);

/// <summary>Binds the modules' use cases to Socket.IO. The only place that knows both.</summary>
internal sealed class ChatEvents(
    SessionRegistry sessions, AccessTokens tokens, ConversationQuery conversations, SendMessage send, MarkReceived receipts,
    SessionWatch watch, Subscriptions subscriptions, SyncStreams sync, RealtimeLimits limits)
{
    private const ushort PolicyViolation = 1008;

    /// <summary>A person's own acts keep a session alive; what a page does by itself does not.</summary>
    private static readonly HashSet<string> Acts = ["send_message", "typing_start", "extend_session", "write_note", "ask_assistant", "cancel"];

    public void Map(NamespaceBuilder io) => io
        .OnConnect(ConnectAsync)
        .OnDisconnect(Disconnected)
        .Use(CheckFrames)
        .Use(CheckSessionAsync)
        .On("sync", RealtimeJson.Default.SyncCommand, sync.HandleAsync)
        .On("send_message", MessagingJson.Default.SendMessageCommand, SendAsync)
        .On("join_conversation", RealtimeJson.Default.ConversationCommand, JoinAsync)
        .On("leave_conversation", RealtimeJson.Default.ConversationCommand, Leave)
        .On("typing_start", RealtimeJson.Default.ConversationCommand, (context, command, _) => Typing(context, command, typing: true))
        .On("typing_stop", RealtimeJson.Default.ConversationCommand, (context, command, _) => Typing(context, command, typing: false))
        .On("message_delivered", MessagingJson.Default.MarkReceivedCommand, (context, command, ct) => ReceivedAsync(context, command, read: false, ct))
        .On("message_read", MessagingJson.Default.MarkReceivedCommand, (context, command, ct) => ReceivedAsync(context, command, read: true, ct))
        .On("extend_session", (context, ct) => ExtendAsync(context, ct));

    private async ValueTask<ConnectResult> ConnectAsync(SocketConnection socket, CancellationToken ct)
    {
        var device = Text(socket.Auth, "device_id");
        if (device is not null && !DeviceId.IsValid(device))
        {
            return Refuse(Problem.BadRequest("device_id_invalid", "A device_id has 1 to 64 letters, digits, dots, hyphens and underscores."));
        }

        var token = Text(socket.Auth, "token");
        var sessionId = token is null ? AccessTokens.SessionOf(socket.Handshake.User) : tokens.Read(token);
        if (sessionId is not { } id || await sessions.FindAsync(id, ct) is not { } session)
        {
            return Refuse(sessionId is not null ? Refusals.SessionEnded : token is null ? Refusals.NotSignedIn : Refusals.InvalidToken);
        }

        if (!limits.Enter(session.UserId).TryGet(out var place, out var tooMany))
        {
            return Refuse(tooMany);
        }

        var person = new SocketPerson(session, device, socket.Handshake.RemoteAddress?.ToString()) { Place = place, Frames = limits.Frames() };
        socket.State = person;
        socket.Join(SocketPerson.UserRoom(session.UserId));
        try
        {
            string[] streams =
            [
                $"user:{session.UserId}",
                .. session.Departments.Select(department => $"department:{department}"),
                .. (await conversations.IdsAsync(session.UserId, ct)).Select(ConversationStream.Of),
            ];
            await subscriptions.AttachLiveAsync(socket, streams, ct);
        }
        catch
        {
            subscriptions.DetachAll(socket);        // a refused socket is told of no disconnection
            place.Dispose();
            throw;
        }

        person.Watch = watch.Watch(session, news => Tell(socket, news));
        return ConnectResult.Accept();
    }

    private ValueTask Disconnected(SocketConnection socket, DisconnectReason reason, CancellationToken ct)
    {
        var person = SocketPerson.Of(socket);
        person.Watch?.Dispose();
        person.Place.Dispose();
        subscriptions.DetachAll(socket);
        return ValueTask.CompletedTask;
    }

    private static void Tell(SocketConnection socket, SessionNews news)
    {
        switch (news)
        {
            case SessionNews.Expiring expiring:
                socket.Emit("session_expiring", new SessionExpiring(expiring.EndsAt), RealtimeJson.Default.SessionExpiring);
                break;
            case SessionNews.Ended ended:
                socket.Emit("session_ended", new SessionEnded(ended.Code), RealtimeJson.Default.SessionEnded);
                socket.Disconnect();
                break;
            case SessionNews.AccessChanged:
                socket.Disconnect(closeConnection: true);       // the client comes back by itself, with the rooms of its new rights
                break;
        }
    }

    private static async ValueTask<JsonBody> CheckFrames(EventContext context, EventHandlerDelegate next)
    {
        switch (SocketPerson.Of(context.Socket).Frames.Take(out var wait))
        {
            case FrameVerdict.Allowed:
                return await next(context);
            case FrameVerdict.Abuse:
                context.Socket.Close(PolicyViolation, "too many events");
                break;
        }

        return SocketAck.Refused(RealtimeLimits.RateLimited(wait));
    }

    private async ValueTask<JsonBody> CheckSessionAsync(EventContext context, EventHandlerDelegate next)
    {
        var sessionId = SocketPerson.Of(context.Socket).Session.SessionId;
        if (await sessions.FindAsync(sessionId, context.Disconnected) is null)
        {
            return SocketAck.Refused(Refusals.SessionEnded);
        }

        if (Acts.Contains(context.Name))
        {
            await sessions.TouchAsync(sessionId, context.Disconnected);
        }

        return await next(context);
    }

    private async ValueTask<JsonBody> SendAsync(EventContext context, SendMessageCommand command, CancellationToken ct)
    {
        var actor = SocketPerson.Of(context.Socket).Actor;
        return limits.RefuseMessage(actor.UserId) is { } refused
            ? SocketAck.Refused(refused)
            : SocketAck.Of(await send.HandleAsync(actor, command, context.Socket.Id, ct), MessagingJson.Default.SentMessage);
    }

    private async ValueTask<JsonBody> JoinAsync(EventContext context, ConversationCommand command, CancellationToken ct)
    {
        if (!await conversations.IsMemberAsync(command.ConversationId, SocketPerson.Of(context.Socket).Actor.UserId, ct))
        {
            return SocketAck.Refused(Problem.NotFound("The conversation"));
        }

        await subscriptions.AttachLiveAsync(context.Socket, [ConversationStream.Of(command.ConversationId)], ct);
        context.Socket.Join(OpenRoom(command.ConversationId));
        return SocketAck.Done;
    }

    private static ValueTask<JsonBody> Leave(EventContext context, ConversationCommand command, CancellationToken ct)
    {
        context.Socket.Leave(OpenRoom(command.ConversationId));
        return ValueTask.FromResult(SocketAck.Done);
    }

    // Only somebody who has the conversation open can be seen typing in it, and sees others type.
    private static ValueTask<JsonBody> Typing(EventContext context, ConversationCommand command, bool typing)
    {
        var room = OpenRoom(command.ConversationId);
        if (!context.Socket.Rooms.Contains(room))
        {
            return ValueTask.FromResult(SocketAck.Refused(Problem.NotFound("The conversation")));
        }

        var actor = SocketPerson.Of(context.Socket).Actor;
        context.Socket.Namespace.To(room).Except(SocketPerson.UserRoom(actor.UserId)).Volatile.Emit(
            "user_typing", new UserTyping(command.ConversationId, actor.UserId, actor.DisplayName, typing), RealtimeJson.Default.UserTyping);
        return ValueTask.FromResult(SocketAck.Done);
    }

    private async ValueTask<JsonBody> ReceivedAsync(EventContext context, MarkReceivedCommand command, bool read, CancellationToken ct) =>
        SocketAck.Of(await receipts.HandleAsync(SocketPerson.Of(context.Socket).Actor, command, read, ct));

    private async ValueTask<JsonBody> ExtendAsync(EventContext context, CancellationToken ct)
    {
        var person = SocketPerson.Of(context.Socket);
        var session = await sessions.FindAsync(person.Session.SessionId, ct);
        return session is null
            ? SocketAck.Refused(Refusals.SessionEnded)
            : SocketAck.Ok(new SessionExtended(session.EndsAt), RealtimeJson.Default.SessionExtended);
    }

    private static string OpenRoom(Guid conversationId) => $"open {conversationId}";

    private static ConnectResult Refuse(Problem problem) => ConnectResult.Refuse(problem.Message, SocketAck.Refused(problem));

    private static string? Text(JsonElement? auth, string name) =>
        auth is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
