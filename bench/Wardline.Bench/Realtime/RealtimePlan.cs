namespace Wardline.Bench.Realtime;

/// <summary>How long and how much is measured.</summary>
/// <param name="Window">Unacknowledged broadcasts of each of the four broadcasters.</param>
internal sealed record RealtimePlan(int Rounds, IReadOnlySet<string> Scenarios, int Window)
{
    public static readonly string[] All = ["broadcast", "open-loop", "single", "connections", "memory", "memory-tls"];

    public bool Pinned { get; init; } = true;

    /// <summary>How often a measurement that others disturbed is made at most. The least disturbed one counts.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>How long a timed measurement waits for an otherwise quiet machine.</summary>
    public TimeSpan QuietWithin { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan Saturation { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan OpenLoop { get; init; } = TimeSpan.FromSeconds(6);

    public TimeSpan Connections { get; init; } = TimeSpan.FromSeconds(4);

    public int SingleMessages { get; init; } = 100;

    /// <summary>Ascending; each is reached from the one before.</summary>
    public IReadOnlyList<int> IdleSockets { get; init; } = [200, 2_000, 10_000];

    public RealtimePlan Quick() => this with
    {
        Rounds = 1,
        Attempts = 1,
        QuietWithin = TimeSpan.Zero,
        WarmUp = TimeSpan.FromSeconds(2),
        Saturation = TimeSpan.FromSeconds(2),
        OpenLoop = TimeSpan.FromSeconds(2),
        Connections = TimeSpan.FromSeconds(2),
        SingleMessages = 40,
        IdleSockets = [200, 2_000],
    };
}
