using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardline.Access;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Messaging.Messages;

namespace Wardline.Messaging.Conversations;

/// <param name="Kind"><c>direct</c> (one other person) or <c>group</c>.</param>
/// <param name="ParticipantIds">The others; the actor takes part anyway.</param>
public sealed record CreateConversationCommand(Guid ClientId, string? Kind, string? Title, Guid[]? ParticipantIds);

/// <param name="Existed">The direct conversation between the two, or this very act, was there before.</param>
public sealed record CreatedConversation(Guid Id, bool Existed);

/// <summary>Opens a direct or group conversation. Everyone in it learns of it on their own stream.</summary>
public sealed class CreateConversation(WardlineDb db, NpgsqlDataSource database, ChangeTransaction changes, TimeProvider time)
{
    private const int MaxParticipants = 200;
    private const int MaxTitleBytes = 200;

    public async Task<Outcome<CreatedConversation>> HandleAsync(Actor actor, CreateConversationCommand command, CancellationToken ct)
    {
        var people = (command.ParticipantIds ?? []).Append(actor.UserId).Distinct().Order().ToArray();
        if (Decide(command, people) is { } refused)
        {
            return refused;
        }

        if (await KnownAsync(people, ct) != people.Length)
        {
            return Problem.BadRequest("participant_unknown", "A participant is not known here.");
        }

        var directKey = command.Kind == "direct" ? $"{people[0]:N}{people[1]:N}" : null;
        if (directKey is not null && await FindDirectAsync(directKey, ct) is { } existing)
        {
            return new CreatedConversation(existing, Existed: true);
        }

        var conversation = New(command, people, directKey, actor, time.GetUtcNow());
        db.Add(conversation);
        try
        {
            var written = await changes.CommitAsync(Unit(actor, command, conversation), ct);
            return written.TryGet(out var receipt, out var problem)
                ? new CreatedConversation(receipt.EntityId!.Value, receipt.Duplicate)
                : problem;
        }
        catch (DbUpdateException error) when (
            error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } && directKey is not null)
        {
            // The other person opened it at the same moment.
            return new CreatedConversation((await FindDirectAsync(directKey, ct))!.Value, Existed: true);
        }
    }

    private static Problem? Decide(CreateConversationCommand command, Guid[] people) => command switch
    {
        { ClientId: var id } when id == Guid.Empty => Problem.BadRequest("client_id_missing", "A conversation needs a client_id (a UUID made by the client)."),
        { Kind: not ("direct" or "group") } => Problem.BadRequest("kind_unknown", "The kind is direct or group."),
        { Kind: "direct" } when people.Length != 2 => Problem.BadRequest("participants_count", "A direct conversation has exactly one other person."),
        { Kind: "group" } when people.Length is < 2 or > MaxParticipants => Problem.BadRequest("participants_count", $"A group has 2 to {MaxParticipants} people."),
        { Kind: "group", Title: { } title } when Encoding.UTF8.GetByteCount(title) > MaxTitleBytes => Problem.BadRequest("title_too_long", $"A title holds at most {MaxTitleBytes} bytes."),
        { Kind: "group", Title: { } title } when MessageContent.Check(title) is { } problem => problem with { Message = "The title is empty or not plain text." },
        _ => null,
    };

    private static Conversation New(CreateConversationCommand command, Guid[] people, string? directKey, Actor actor, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        return new Conversation
        {
            Id = id,
            Kind = command.Kind!,
            Title = directKey is null ? command.Title : null,
            DirectKey = directKey,
            CreatedAt = now,
            CreatedBy = actor.UserId,
            Participants = [.. people.Select(person => new Participant { ConversationId = id, UserId = person, JoinedAt = now })],
        };
    }

    private static WriteUnit Unit(Actor actor, CreateConversationCommand command, Conversation conversation)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(
            new ConversationChange(conversation.Id, conversation.Kind, conversation.Title), MessagingJson.Default.ConversationChange);
        var streams = conversation.Participants.ConvertAll(participant => $"user:{participant.UserId}");
        return new WriteUnit
        {
            Act = new ClientAct(actor.DeviceId, command.ClientId, Fingerprint(command, conversation)),
            NewStreams = [ConversationStream.Of(conversation.Id), .. streams],
            Changes = [.. streams.Select(stream => new ChangeDraft(stream, "conversation", conversation.Id, actor.UserId, data))],
            Audit = actor.Audit("conversation.create", "conversation", conversation.Id.ToString()),
        };
    }

    private static byte[] Fingerprint(CreateConversationCommand command, Conversation conversation) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            command with { ParticipantIds = [.. conversation.Participants.Select(participant => participant.UserId)] },
            MessagingJson.Default.CreateConversationCommand));

    private async Task<int> KnownAsync(Guid[] people, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select count(*)::int from app_user where id = any($1) and disabled_at is null");
        query.Parameters.AddWithValue(people);
        return (int)(await query.ExecuteScalarAsync(ct))!;
    }

    private async Task<Guid?> FindDirectAsync(string key, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select id from conversation where direct_key = $1");
        query.Parameters.AddWithValue(key);
        return (Guid?)await query.ExecuteScalarAsync(ct);
    }
}

/// <summary>The data of a <c>conversation</c> change on <c>user:{id}</c>: fetch the conversation for the rest.</summary>
public sealed record ConversationChange(Guid Id, string Kind, string? Title);
