using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardline.Access;

namespace Wardline.Messaging.Conversations;

/// <summary>Reads conversations as one member sees them, in one statement; the access check is the join itself.</summary>
public sealed class ConversationQuery(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<ConversationView>> ListAsync(Actor actor, Guid? only, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""
            select c.id, c.kind, c.title, d.name, c.department_id, c.patient_id, s.position, unread.count,
                   last.position, last.author_id, last.content, last.created_at, last.priority, people.list, c.created_at
            from conversation_member me
            join conversation c on c.id = me.conversation_id
            join stream s on s.name = 'conversation:' || c.id
            left join department d on d.id = c.department_id
            left join receipt r on r.conversation_id = c.id and r.user_id = me.user_id
            left join lateral (
                select * from message m where m.conversation_id = c.id order by m.position desc limit 1) last on true
            left join lateral (
                select count(*) from (
                    select 1 from message m
                    where m.conversation_id = c.id and m.position > coalesce(r.read, 0) and m.author_id <> me.user_id
                    limit 100) newest) unread on true
            left join lateral (
                select json_agg(json_build_object('id', u.id, 'display_name', u.display_name) order by u.display_name) as list
                from conversation_member other join app_user u on u.id = other.user_id
                where other.conversation_id = c.id) people on true
            where me.user_id = $1 and ($2::uuid is null or c.id = $2)
            order by coalesce(last.created_at, c.created_at) desc, c.id
            """);
        query.Parameters.AddWithValue(actor.UserId);
        query.Parameters.Add(new NpgsqlParameter { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var row = await query.ExecuteReaderAsync(ct);
        var items = new List<ConversationView>();
        while (await row.ReadAsync(ct))
        {
            items.Add(Read(row, actor));
        }

        return items;
    }

    /// <summary>The streams a person's connections listen to for chat.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(Guid userId, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select conversation_id from conversation_member where user_id = $1");
        query.Parameters.AddWithValue(userId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(ct))
        {
            ids.Add(row.GetGuid(0));
        }

        return ids;
    }

    public async Task<bool> IsMemberAsync(Guid conversationId, Guid userId, CancellationToken ct)
    {
        await using var query = database.CreateCommand(
            "select exists (select 1 from conversation_member where conversation_id = $1 and user_id = $2)");
        query.Parameters.AddWithValue(conversationId);
        query.Parameters.AddWithValue(userId);
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyList<ReceiptView>> ReceiptsAsync(Guid conversationId, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select user_id, delivered, read from receipt where conversation_id = $1");
        query.Parameters.AddWithValue(conversationId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var receipts = new List<ReceiptView>();
        while (await row.ReadAsync(ct))
        {
            receipts.Add(new ReceiptView(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)));
        }

        return receipts;
    }

    private static ConversationView Read(NpgsqlDataReader row, Actor actor)
    {
        var kind = row.GetString(1);
        var people = JsonSerializer.Deserialize(row.GetString(13), MessagingJson.Default.IReadOnlyListPerson) ?? [];
        var title = kind == "direct"
            ? people.FirstOrDefault(person => person.Id != actor.UserId)?.DisplayName ?? actor.DisplayName
            : row.IsDBNull(2) ? row.IsDBNull(3) ? string.Join(", ", people.Select(person => person.DisplayName)) : row.GetString(3)
            : row.GetString(2);
        return new ConversationView(
            row.GetGuid(0),
            title,
            kind,
            row.IsDBNull(4) ? null : row.GetString(4),
            row.IsDBNull(5) ? null : row.GetGuid(5),
            people,
            row.GetInt64(6),
            row.GetInt64(7),
            row.IsDBNull(8) ? null : new LastMessage(
                row.GetInt64(8), row.GetGuid(9), row.GetString(10), row.GetFieldValue<DateTimeOffset>(11), row.GetString(12)));
    }
}
