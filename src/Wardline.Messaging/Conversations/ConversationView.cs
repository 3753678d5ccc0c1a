namespace Wardline.Messaging.Conversations;

public sealed record Person(Guid Id, string DisplayName);

public sealed record LastMessage(long Position, Guid AuthorId, string Content, DateTimeOffset CreatedAt, string Priority);

public sealed record ReceiptView(Guid UserId, long Delivered, long Read);

/// <param name="Title">What the actor calls it: for a direct conversation the other person's name.</param>
/// <param name="LastPosition">Position of the newest change; 0 when there is none.</param>
/// <param name="Unread">Messages of others after what the actor has read, counted up to 100.</param>
/// <param name="Receipts">Only when one conversation is asked for.</param>
public sealed record ConversationView(
    Guid Id,
    string Title,
    string Kind,
    string? Department,
    Guid? PatientId,
    IReadOnlyList<Person> Participants,
    long LastPosition,
    long Unread,
    LastMessage? LastMessage,
    IReadOnlyList<ReceiptView>? Receipts = null);

public sealed record ConversationList(IReadOnlyList<ConversationView> Items, string? Next = null);
