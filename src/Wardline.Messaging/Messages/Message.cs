using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Messaging.Messages;

public sealed class Message
{
    public Guid Id { get; init; }

    public Guid ConversationId { get; init; }

    public long Position { get; init; }

    public Guid AuthorId { get; init; }

    public Guid ClientId { get; init; }

    public required string Content { get; init; }

    public Guid? ReplyTo { get; init; }

    public Guid[] Mentions { get; init; } = [];

    public required string Priority { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder) => builder.HasKey(message => message.Id);
}
