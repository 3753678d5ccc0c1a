using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardline.Access;
using Wardline.Data;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Messaging.Conversations;

/// <summary>Each department has one room. It comes into being when a member first looks, and the department is told.</summary>
public sealed class DepartmentRooms(WardlineDb db, ChangeTransaction changes, TimeProvider time)
{
    public async Task<Outcome<Done>> EnsureAsync(Actor actor, CancellationToken ct)
    {
        var there = await db.Set<Conversation>()
            .Where(conversation => conversation.Kind == "department" && actor.Departments.Contains(conversation.DepartmentId!))
            .Select(conversation => conversation.DepartmentId!).ToListAsync(ct);
        foreach (var department in actor.Departments.Except(there))
        {
            if (await OpenAsync(actor, department, ct) is { } problem)
            {
                return problem;
            }
        }

        return default(Done);
    }

    private async Task<Problem?> OpenAsync(Actor actor, string department, CancellationToken ct)
    {
        var room = new Conversation { Id = Guid.CreateVersion7(), Kind = "department", DepartmentId = department, CreatedAt = time.GetUtcNow(), CreatedBy = actor.UserId };
        var data = JsonSerializer.SerializeToUtf8Bytes(new ConversationChange(room.Id, room.Kind, null), MessagingJson.Default.ConversationChange);
        var stream = $"department:{department}";
        db.Add(room);
        try
        {
            var unit = new WriteUnit
            {
                NewStreams = [ConversationStream.Of(room.Id), stream],
                Changes = [new ChangeDraft(stream, "conversation", room.Id, actor.UserId, data)],
                Audit = actor.Audit("conversation.create", "conversation", room.Id.ToString()),
            };
            return (await changes.CommitAsync(unit, ct)).Problem;
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();       // a colleague looked at the same moment
            return null;
        }
    }
}
