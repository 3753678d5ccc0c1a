using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Messaging.Conversations;

public sealed class Conversation
{
    public Guid Id { get; init; }

    /// <summary><c>direct</c>, <c>group</c>, <c>department</c> or <c>patient</c>.</summary>
    public required string Kind { get; init; }

    public string? Title { get; init; }

    public string? DepartmentId { get; init; }

    public Guid? PatientId { get; init; }

    public string? DirectKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public List<Participant> Participants { get; init; } = [];
}

public sealed class Participant
{
    public Guid ConversationId { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>The feed stream of a conversation.</summary>
public static class ConversationStream
{
    private const string Prefix = "conversation:";

    public static string Of(Guid conversationId) => Prefix + conversationId;
}

internal sealed class ConversationMapping : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.HasKey(conversation => conversation.Id);
        builder.HasMany(conversation => conversation.Participants).WithOne().HasForeignKey(participant => participant.ConversationId);
    }
}

internal sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder) =>
        builder.HasKey(participant => new { participant.ConversationId, participant.UserId });
}
