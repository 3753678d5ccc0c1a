using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Wardline.Access;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Messaging.Conversations;

namespace Wardline.Messaging.Messages;

/// <param name="ClientId">Made by the client, unique per device; sending it again is harmless.</param>
/// <param name="Content">1 to 65,536 bytes of UTF-8; tab and line breaks are the only control characters.</param>
/// <param name="Priority"><c>routine</c> (default), <c>urgent</c>, <c>critical</c>.</param>
public sealed record SendMessageCommand(
    Guid ClientId,
    Guid ConversationId,
    string? Content,
    Guid? ReplyTo = null,
    Guid[]? Mentions = null,
    string? Priority = null);

public sealed record SentMessage(Guid Id, long Position, DateTimeOffset CreatedAt);

/// <summary>Writes a message into a conversation of the actor's.</summary>
public sealed class SendMessage(NpgsqlDataSource database, ChangeWriter writer)
{
    private const int MaxMentions = 50;

    public async Task<Outcome<SentMessage>> HandleAsync(Actor actor, SendMessageCommand command, string? origin, CancellationToken ct)
    {
        if (Decide(command, out var priority) is { } refused)
        {
            return refused;
        }

        if (!(await CheckReferencesAsync(actor, command, ct)).TryGet(out var about, out var unknown))
        {
            return unknown;
        }

        var message = new Message
        {
            Id = Guid.CreateVersion7(),
            ConversationId = command.ConversationId,
            AuthorId = actor.UserId,
            ClientId = command.ClientId,
            Content = command.Content!,
            ReplyTo = command.ReplyTo,
            Mentions = command.Mentions ?? [],
            Priority = priority,
        };

        // Not cancelled with the connection: from here on it is accepted.
        var written = await writer.WriteAsync(Unit(actor, message, origin, about.PatientId));
        return written.TryGet(out var receipt, out var problem)
            ? new SentMessage(receipt.EntityId!.Value, receipt.Position, receipt.At)
            : problem;
    }

    /// <summary>The unit a message is written as; also what the demo and the benchmarks write.</summary>
    public static WriteUnit Unit(Actor actor, Message message, string? origin, Guid? patientId)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(
            new MessageChange(
                message.Id, message.ClientId, message.ConversationId, message.AuthorId, message.Content,
                message.ReplyTo, message.Mentions, message.Priority),
            MessagingJson.Default.MessageChange);
        return new WriteUnit
        {
            Act = new ClientAct(actor.DeviceId, message.ClientId, Fingerprint(message)),
            Changes = [new ChangeDraft(ConversationStream.Of(message.ConversationId), "message", message.Id, actor.UserId, data)],
            Effect = new MessageInsert(message),
            Audit = actor.Audit("message.send", "message", message.Id.ToString(), patientId),
            Origin = origin,
        };
    }

    private static Problem? Decide(SendMessageCommand command, out string priority)
    {
        priority = Messages.Priority.Read(command.Priority) ?? "";
        return command.ClientId == Guid.Empty ? Problem.BadRequest("client_id_missing", "A message needs a client_id (a UUID made by the client).")
            : priority.Length == 0 ? Problem.BadRequest("priority_unknown", "The priority is routine, urgent or critical.")
            : command.Mentions?.Length > MaxMentions ? Problem.BadRequest("mentions_too_many", $"A message mentions at most {MaxMentions} people.")
            : MessageContent.Check(command.Content);
    }

    private async Task<Outcome<About>> CheckReferencesAsync(Actor actor, SendMessageCommand command, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""
            select exists (select 1 from conversation_member where conversation_id = $1 and user_id = $2),
                   $3::uuid is null or exists (select 1 from message where id = $3 and conversation_id = $1),
                   not exists (select 1 from unnest($4::uuid[]) mentioned
                               where not exists (select 1 from conversation_member where conversation_id = $1 and user_id = mentioned)),
                   (select patient_id from conversation where id = $1)
            """);
        query.Parameters.AddWithValue(command.ConversationId);
        query.Parameters.AddWithValue(actor.UserId);
        query.Parameters.Add(new NpgsqlParameter { Value = (object?)command.ReplyTo ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        query.Parameters.AddWithValue(command.Mentions ?? []);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return !row.GetBoolean(0) ? Problem.NotFound("The conversation")
            : !row.GetBoolean(1) ? Problem.BadRequest("reply_to_unknown", "The message replied to is not in this conversation.")
            : !row.GetBoolean(2) ? Problem.BadRequest("mention_unknown", "A person mentioned is not in this conversation.")
            : new About(row.IsDBNull(3) ? null : row.GetGuid(3));
    }

    // Everything the sender chose, length-prefixed; not the ids and times that we make.
    private static byte[] Fingerprint(Message message)
    {
        using var buffer = new MemoryStream();
        using var into = new BinaryWriter(buffer);
        into.Write("message");
        into.Write(message.ConversationId.ToByteArray());
        into.Write(message.Content);
        into.Write((message.ReplyTo ?? Guid.Empty).ToByteArray());
        into.Write(message.Mentions.Length);
        foreach (var mention in message.Mentions)
        {
            into.Write(mention.ToByteArray());
        }

        into.Write(message.Priority);
        into.Flush();
        return SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private sealed record About(Guid? PatientId);
}

/// <summary>The data of a <c>message</c> change. Position and time are the change's own.</summary>
public sealed record MessageChange(
    Guid Id, Guid ClientId, Guid ConversationId, Guid AuthorId, string Content, Guid? ReplyTo, Guid[] Mentions, string Priority);
