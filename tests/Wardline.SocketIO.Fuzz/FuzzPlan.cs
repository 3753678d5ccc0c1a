namespace Wardline.SocketIO.Fuzz;

/// <summary>A run, which the same seed repeats step by step.</summary>
/// <param name="Seed">Where chance begins.</param>
/// <param name="Frames">How many frames the server has to look at, at least.</param>
public sealed record FuzzPlan(int Seed, long Frames)
{
    /// <summary>Only this step, to look at what failed.</summary>
    public int? Step { get; init; }

    /// <summary>Attackers at a time.</summary>
    public int Attackers { get; init; } = 8;

    /// <summary>Steps after which every attacker must be gone.</summary>
    public int Batch { get; init; } = 400;

    /// <summary>A step that takes longer hangs.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What a run came to.</summary>
/// <param name="Frames">Frames, polling packets and requests that the server had to look at; what follows a fault is not counted.</param>
/// <param name="Steps">Clients that attacked, one after the other or at once.</param>
/// <param name="Outcomes">How often each close code or status was due, and came.</param>
/// <param name="Failures">Empty when the server did what it has to; each says how to see it again.</param>
/// <param name="MemoryAtFirst">Managed bytes of server and attackers after the first batch.</param>
/// <param name="MemoryAtLast">The same after the last.</param>
/// <param name="WitnessAsked">Questions of the client that behaved, all answered.</param>
/// <param name="WitnessLongest">The longest it waited.</param>
public sealed record FuzzReport(
    long Frames,
    int Steps,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyList<string> Failures,
    long MemoryAtFirst,
    long MemoryAtLast,
    int WitnessAsked,
    TimeSpan WitnessLongest);
