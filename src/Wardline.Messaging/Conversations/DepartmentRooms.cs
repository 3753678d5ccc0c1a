using Npgsql;

namespace Wardline.Messaging.Conversations;

/// <summary>Each department has one room. It comes into being when the department is first looked at.</summary>
public sealed class DepartmentRooms(NpgsqlDataSource database, TimeProvider time)
{
    public async Task EnsureAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with missing as (
                select d.id as department_id, uuidv7() as id from department d
                where not exists (select 1 from conversation c where c.kind = 'department' and c.department_id = d.id)),
            room as (
                insert into conversation (id, kind, department_id, created_at)
                select id, 'department', department_id, $1 from missing
                on conflict do nothing returning id)
            insert into stream (name, epoch) select 'conversation:' || id, gen_random_uuid() from room
            """);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }
}
