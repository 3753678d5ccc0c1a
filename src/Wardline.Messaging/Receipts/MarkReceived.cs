using Wardline.Access;
using Wardline.Data.Outcomes;
using Wardline.Messaging.Conversations;

namespace Wardline.Messaging.Receipts;

/// <param name="UpTo">Position; everything up to it was delivered or read.</param>
public sealed record MarkReceivedCommand(Guid ConversationId, long UpTo);

/// <summary><c>message_delivered</c> and <c>message_read</c>.</summary>
public sealed class MarkReceived(ConversationQuery conversations, ReceiptBoard board)
{
    public async Task<Outcome<Done>> HandleAsync(Actor actor, MarkReceivedCommand command, bool read, CancellationToken ct)
    {
        if (command.UpTo < 1)
        {
            return Problem.BadRequest("position_out_of_range", "Positions start at 1.");
        }

        if (!await conversations.IsMemberAsync(command.ConversationId, actor.UserId, ct))
        {
            return Problem.NotFound("The conversation");
        }

        board.Raise(command.ConversationId, actor.UserId, command.UpTo, read ? command.UpTo : 0);
        return default(Done);
    }
}

/// <summary>A person's watermarks in one conversation.</summary>
public sealed class Receipt
{
    public Guid ConversationId { get; init; }

    public Guid UserId { get; init; }

    public long Delivered { get; init; }

    public long Read { get; init; }
}

internal sealed class ReceiptMapping : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<Receipt>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Receipt> builder) =>
        builder.HasKey(receipt => new { receipt.ConversationId, receipt.UserId });
}
