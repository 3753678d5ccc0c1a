using Wardline.Access;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Messaging.Conversations;

/// <summary>A person's conversations, with the newest words of each: seeing them is audited.</summary>
public sealed class ListConversations(ConversationQuery conversations, DepartmentRooms rooms, ChangeWriter writer)
{
    public async Task<Outcome<ConversationList>> HandleAsync(Actor actor, CancellationToken ct)
    {
        if ((await rooms.EnsureAsync(actor, ct)).Problem is { } problem)
        {
            return problem;
        }

        var items = await conversations.ListAsync(actor, only: null, ct);
        var seen = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("conversation.list") });
        return seen.Problem is { } unaudited ? unaudited : new ConversationList(items);
    }

    public async Task<Outcome<ConversationView>> ViewAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (await conversations.ListAsync(actor, id, ct) is not [var view])
        {
            return Problem.NotFound("The conversation");
        }

        var receipts = await conversations.ReceiptsAsync(id, ct);
        var seen = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("conversation.read", "conversation", id.ToString(), view.PatientId) });
        return seen.Problem is { } unaudited ? unaudited : view with { Receipts = receipts };
    }
}
