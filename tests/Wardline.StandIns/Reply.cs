namespace Wardline.StandIns;

/// <summary>What one chat request is answered with.</summary>
public sealed record Reply
{
    private Reply()
    {
    }

    internal Func<RecordedRequest, string> Text { get; private init; } = _ => "";

    internal HostileMode Mode { get; private init; }

    internal int Status { get; private init; } = StatusCodes.Status200OK;

    internal TimeSpan? RetryAfter { get; private init; }

    internal bool Unfinished { get; private init; }

    /// <param name="text">The words of the answer; the stand-in puts them into the published shape.</param>
    public static Reply Says(string text) => new() { Text = _ => text };

    /// <param name="text">Makes the words of the answer from the request.</param>
    public static Reply Says(Func<RecordedRequest, string> text) => new() { Text = text };

    /// <summary>The server's published refusal for that status.</summary>
    /// <param name="retryAfter">Whole seconds, sent as <c>retry-after</c>.</param>
    public static Reply Refuses(int status, TimeSpan? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };

    /// <param name="text">What it would have said.</param>
    public static Reply Misbehaves(HostileMode mode, string text) => new() { Mode = mode, Text = _ => text };

    /// <summary>A complete answer of which the server says that it ran into the token limit.</summary>
    public static Reply RunsOutOfTokens(string text) => new() { Text = _ => text, Unfinished = true };

    internal Reply With(HostileMode mode) => mode is HostileMode.None ? this : this with { Mode = mode };
}
