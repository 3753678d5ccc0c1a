namespace Wardline.Server.Chat;

/// <summary>What a client of the plain WebSocket may say.</summary>
internal abstract record ChatMessage
{
    private ChatMessage()
    {
    }

    public sealed record Ping : ChatMessage;

    /// <param name="UserId">An id or a user name; it must be the signed-in person's.</param>
    /// <param name="Department">An id or a name; null: the path's.</param>
    /// <param name="PatientId">An id or a medical record number.</param>
    /// <param name="Timestamp">As it was written: it is told apart from another, not calculated with.</param>
    public sealed record UserMessage(
        string? ClientId, string? UserId, string? Department, string? PatientId, string Content, string Timestamp, string SessionId, string? Prefer) : ChatMessage;
}
