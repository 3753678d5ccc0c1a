using Npgsql;
using Wardline.Access;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Messaging.Messages;

public sealed record MessageView(
    Guid Id, Guid ClientId, long Position, Guid AuthorId, string Content, DateTimeOffset CreatedAt,
    Guid? ReplyTo, Guid[] Mentions, string Priority);

/// <param name="Next">The <c>before</c> of the next older page; absent on the oldest.</param>
public sealed record MessagePage(IReadOnlyList<MessageView> Items, long? Next);

/// <summary>A page of a conversation's history: the newest before a position, in ascending order.</summary>
public sealed class ListMessages(NpgsqlDataSource database, ChangeWriter writer)
{
    private const int MaxPage = 1000;

    public async Task<Outcome<MessagePage>> HandleAsync(Actor actor, Guid conversationId, long? before, int? limit, CancellationToken ct)
    {
        if (limit is < 1 or > MaxPage)
        {
            return Problem.BadRequest("limit_out_of_range", $"The limit is 1 to {MaxPage}.");
        }

        if (before is < 1)
        {
            return Problem.BadRequest("position_out_of_range", "Positions start at 1.");
        }

        await using var query = database.CreateCommand("""
            select m.id, m.client_id, m.position, m.author_id, m.content, m.created_at, m.reply_to, m.mentions, m.priority, c.patient_id
            from conversation_member member
            join conversation c on c.id = member.conversation_id
            left join lateral (
                select * from message where conversation_id = member.conversation_id and position < $3
                order by position desc limit $4) m on true
            where member.conversation_id = $1 and member.user_id = $2
            order by m.position desc
            """);
        var size = limit ?? 50;
        query.Parameters.AddWithValue(conversationId);
        query.Parameters.AddWithValue(actor.UserId);
        query.Parameters.AddWithValue(before ?? long.MaxValue);
        query.Parameters.AddWithValue(size + 1);

        var member = false;
        Guid? patientId = null;
        var items = new List<MessageView>(size + 1);
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                member = true;
                patientId = row.IsDBNull(9) ? null : row.GetGuid(9);
                if (!row.IsDBNull(0))
                {
                    items.Add(Read(row));
                }
            }
        }

        if (!member)
        {
            return Problem.NotFound("The conversation");
        }

        var seen = await writer.WriteAsync(new WriteUnit
        {
            Audit = actor.Audit("conversation.read", "conversation", conversationId.ToString(), patientId),
        });
        if (seen.Problem is { } unaudited)
        {
            return unaudited;
        }

        var more = items.Count > size;
        if (more)
        {
            items.RemoveAt(size);
        }

        items.Reverse();
        return new MessagePage(items, more ? items[0].Position : null);
    }

    private static MessageView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetInt64(2),
        row.GetGuid(3),
        row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetGuid(6),
        row.GetFieldValue<Guid[]>(7),
        row.GetString(8));
}
