namespace Wardline.Messaging.Messages;

/// <summary>The one priority enum of the wire: <c>routine</c>, <c>urgent</c>, <c>critical</c>.</summary>
public static class Priority
{
    public const string Routine = "routine";

    /// <returns>Null when the word is none of ours; <c>normal</c> and <c>high</c> are read as the first two.</returns>
    public static string? Read(string? word) => word switch
    {
        null or Routine or "normal" => Routine,
        "urgent" or "high" => "urgent",
        "critical" => "critical",
        _ => null,
    };
}
