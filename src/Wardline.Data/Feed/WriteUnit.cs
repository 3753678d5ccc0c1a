using Npgsql;
using Wardline.Data.Audit;
using Wardline.Data.Outcomes;

namespace Wardline.Data.Feed;

/// <summary>A client's own id for what it asks, unique per device. The same pair happens once (invariant 4).</summary>
/// <param name="Fingerprint">SHA-256 over what was asked; a reused id with another fingerprint is refused.</param>
public sealed record ClientAct(string DeviceId, Guid ClientId, byte[] Fingerprint);

/// <summary>A change before it has a position.</summary>
/// <param name="Data">UTF-8 JSON object.</param>
public sealed record ChangeDraft(string Stream, string Kind, Guid EntityId, Guid? By, ReadOnlyMemory<byte> Data);

/// <summary>
/// One effect with its changes and its audit row: all of it commits, or none.
/// A unit with neither act nor changes is an audit row alone.
/// </summary>
public sealed record WriteUnit
{
    public ClientAct? Act { get; init; }

    /// <summary>Streams that come into being with this unit.</summary>
    public IReadOnlyList<string> NewStreams { get; init; } = [];

    /// <summary>The first is the one the receipt speaks of.</summary>
    public IReadOnlyList<ChangeDraft> Changes { get; init; } = [];

    public Effect? Effect { get; init; }

    public required AuditEntry Audit { get; init; }

    /// <summary>The connection that asked, so that fan-out can leave it out. Not stored.</summary>
    public string? Origin { get; init; }
}

/// <summary>The rows a unit writes besides its changes. Units of one kind are written together, in one statement.</summary>
public abstract class Effect
{
    public abstract EffectWriter Writer { get; }
}

/// <summary>Writes the effects of many units with as few statements as it can.</summary>
public abstract class EffectWriter
{
    public abstract void AddTo(NpgsqlBatch batch, IReadOnlyList<CommittingUnit> units);

    /// <summary>A constraint this effect can run into as an expected refusal, or null when it is a bug.</summary>
    public virtual Problem? Explain(PostgresException error) => null;
}

/// <summary>A unit whose place in its streams is known, inside the transaction that writes it.</summary>
public sealed record CommittingUnit(WriteUnit Unit, long Position, DateTimeOffset At);

/// <param name="Duplicate">The act had happened before; nothing was written now.</param>
public sealed record WriteReceipt(string? Stream, long Position, Guid? EntityId, DateTimeOffset At, bool Duplicate);

/// <summary>A committed change.</summary>
public sealed record FeedChange(string Stream, long Position, string Kind, Guid EntityId, DateTimeOffset At, Guid? By, ReadOnlyMemory<byte> Data)
{
    public string? Origin { get; init; }
}
