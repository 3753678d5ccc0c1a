using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardline.Data.Audit;
using Wardline.Data.Outcomes;

namespace Wardline.Data.Feed;

/// <summary>
/// Lock, look, write. The one place where positions are given out: streams are locked in id order, then the acts
/// are looked up (a resend names the same stream, so its first sending has committed by now), then everything
/// new is written. Rules WL-2 to WL-6.
/// </summary>
internal sealed class UnitCommit(NpgsqlConnection connection)
{
    private static readonly Problem Reused = Problem.Conflict(
        "client_id_reused", "This client_id was used before with other content. Nothing was written.");

    /// <summary>Runs inside the caller's transaction; the caller commits and only then tells.</summary>
    public async Task<CommitPlan> ApplyAsync(IReadOnlyList<WriteUnit> units, DateTimeOffset at, CancellationToken ct)
    {
        var plan = new CommitPlan(units.Count);
        var (streams, acts) = await LockAndLookAsync(units, ct);

        var writing = new List<CommittingUnit>(units.Count);
        var pending = new Dictionary<(string, Guid), (byte[] Fingerprint, int Index)>();
        for (var i = 0; i < units.Count; i++)
        {
            var unit = units[i];
            if (unit.Act is { } act)
            {
                var key = (act.DeviceId, act.ClientId);
                if (acts.TryGetValue(key, out var seen))
                {
                    plan.Results[i] = seen.Fingerprint.AsSpan().SequenceEqual(act.Fingerprint) ? seen.Receipt : Reused;
                    continue;
                }

                if (pending.TryGetValue(key, out var first))
                {
                    plan.Results[i] = first.Fingerprint.AsSpan().SequenceEqual(act.Fingerprint)
                        ? plan.Results[first.Index].Value! with { Duplicate = true }
                        : Reused;
                    continue;
                }
            }

            if (unit.Changes.Any(change => !streams.ContainsKey(change.Stream)))
            {
                plan.Results[i] = Problem.NotFound("What this belongs to");
                continue;
            }

            writing.Add(Place(unit, at, streams, plan, i));
            if (unit.Act is { } placed)
            {
                pending[(placed.DeviceId, placed.ClientId)] = (placed.Fingerprint, i);
            }
        }

        if (writing.Count > 0)
        {
            await WriteAsync(writing, streams, plan, ct);
        }

        return plan;
    }

    private static CommittingUnit Place(
        WriteUnit unit, DateTimeOffset at, Dictionary<string, LockedStream> streams, CommitPlan plan, int index)
    {
        var position = 0L;
        foreach (var draft in unit.Changes)
        {
            var stream = streams[draft.Stream];
            stream.Position++;
            position = position == 0 ? stream.Position : position;
            plan.Changes.Add(new FeedChange(draft.Stream, stream.Position, draft.Kind, draft.EntityId, at, draft.By, draft.Data)
            {
                Origin = unit.Origin,
            });
        }

        var head = unit.Changes.Count > 0 ? unit.Changes[0] : null;
        plan.Results[index] = new WriteReceipt(head?.Stream, position, head?.EntityId, at, Duplicate: false);
        return new CommittingUnit(unit, position, at);
    }

    private async Task<(Dictionary<string, LockedStream>, Dictionary<(string, Guid), SeenAct>)> LockAndLookAsync(
        IReadOnlyList<WriteUnit> units, CancellationToken ct)
    {
        var streams = new Dictionary<string, LockedStream>();
        var acts = new Dictionary<(string, Guid), SeenAct>();
        var created = units.SelectMany(unit => unit.NewStreams).Distinct().Order().ToArray();
        var names = units.SelectMany(unit => unit.Changes).Select(change => change.Stream).Distinct().ToArray();
        var keys = units.Where(unit => unit.Act is not null).Select(unit => unit.Act!).ToArray();
        if (names.Length == 0 && keys.Length == 0 && created.Length == 0)
        {
            return (streams, acts);
        }

        await using var batch = new NpgsqlBatch(connection);
        if (created.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                insert into stream (name, epoch) select name, gen_random_uuid() from unnest($1) name on conflict do nothing
                """) { Parameters = { Value(created, NpgsqlDbType.Text) } });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            select id, name, position from stream where name = any($1) order by id for update
            """) { Parameters = { Value(names, NpgsqlDbType.Text) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            select a.device_id, a.client_id, a.fingerprint, a.stream, a.position, a.entity_id, a.at
            from unnest($1, $2) as k(device_id, client_id) join act a using (device_id, client_id)
            """)
        {
            Parameters =
            {
                Value(keys.Select(key => key.DeviceId).ToArray(), NpgsqlDbType.Text),
                Value(keys.Select(key => key.ClientId).ToArray(), NpgsqlDbType.Uuid),
            },
        });

        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (created.Length > 0 && reader.FieldCount == 0)
        {
            await reader.NextResultAsync(ct);
        }

        while (await reader.ReadAsync(ct))
        {
            streams[reader.GetString(1)] = new LockedStream(reader.GetInt64(0), reader.GetInt64(2));
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var receipt = new WriteReceipt(
                reader.GetString(3), reader.GetInt64(4), reader.GetGuid(5), reader.GetFieldValue<DateTimeOffset>(6), Duplicate: true);
            acts[(reader.GetString(0), reader.GetGuid(1))] = new SeenAct(reader.GetFieldValue<byte[]>(2), receipt);
        }

        return (streams, acts);
    }

    private async Task WriteAsync(
        List<CommittingUnit> writing, Dictionary<string, LockedStream> streams, CommitPlan plan, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var group in writing.Where(unit => unit.Unit.Effect is not null).GroupBy(unit => unit.Unit.Effect!.Writer))
        {
            group.Key.AddTo(batch, group.ToImmutableArray());
        }

        AddChanges(batch, streams, plan.Changes);
        AddActs(batch, writing);
        AddAudit(batch, writing);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void AddChanges(NpgsqlBatch batch, Dictionary<string, LockedStream> streams, List<FeedChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            insert into change (stream_id, position, kind, entity_id, at, by, data)
            select * from unnest($1, $2, $3, $4, $5, $6, $7)
            """)
        {
            Parameters =
            {
                Value(changes.Select(change => streams[change.Stream].Id).ToArray(), NpgsqlDbType.Bigint),
                Value(changes.Select(change => change.Position).ToArray(), NpgsqlDbType.Bigint),
                Value(changes.Select(change => change.Kind).ToArray(), NpgsqlDbType.Text),
                Value(changes.Select(change => change.EntityId).ToArray(), NpgsqlDbType.Uuid),
                Value(changes.Select(change => change.At).ToArray(), NpgsqlDbType.TimestampTz),
                Value(changes.Select(change => change.By).ToArray(), NpgsqlDbType.Uuid),
                Value(changes.Select(change => change.Data).ToArray(), NpgsqlDbType.Json),
            },
        });

        var moved = streams.Values.Where(stream => stream.Moved).ToArray();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            update stream set position = moved.position from unnest($1, $2) as moved(id, position) where stream.id = moved.id
            """)
        {
            Parameters =
            {
                Value(moved.Select(stream => stream.Id).ToArray(), NpgsqlDbType.Bigint),
                Value(moved.Select(stream => stream.Position).ToArray(), NpgsqlDbType.Bigint),
            },
        });
    }

    private static void AddActs(NpgsqlBatch batch, List<CommittingUnit> writing)
    {
        var acts = writing.Where(unit => unit.Unit is { Act: not null, Changes.Count: > 0 }).ToArray();
        if (acts.Length == 0)
        {
            return;
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            insert into act (device_id, client_id, fingerprint, stream, position, entity_id, at)
            select * from unnest($1, $2, $3, $4, $5, $6, $7)
            """)
        {
            Parameters =
            {
                Value(acts.Select(unit => unit.Unit.Act!.DeviceId).ToArray(), NpgsqlDbType.Text),
                Value(acts.Select(unit => unit.Unit.Act!.ClientId).ToArray(), NpgsqlDbType.Uuid),
                Value(acts.Select(unit => unit.Unit.Act!.Fingerprint).ToArray(), NpgsqlDbType.Bytea),
                Value(acts.Select(unit => unit.Unit.Changes[0].Stream).ToArray(), NpgsqlDbType.Text),
                Value(acts.Select(unit => unit.Position).ToArray(), NpgsqlDbType.Bigint),
                Value(acts.Select(unit => unit.Unit.Changes[0].EntityId).ToArray(), NpgsqlDbType.Uuid),
                Value(acts.Select(unit => unit.At).ToArray(), NpgsqlDbType.TimestampTz),
            },
        });
    }

    // "on conflict" because a replay after a lost connection may find its audit row committed.
    private static void AddAudit(NpgsqlBatch batch, List<CommittingUnit> writing) =>
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            insert into audit (id, at, user_id, session_id, address, act, object_kind, object_id, patient_id, outcome, purpose, model_call)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing
            """)
        {
            Parameters =
            {
                Value(writing.Select(unit => unit.Unit.Audit.Id).ToArray(), NpgsqlDbType.Uuid),
                Value(writing.Select(unit => unit.At).ToArray(), NpgsqlDbType.TimestampTz),
                Value(writing.Select(unit => unit.Unit.Audit.UserId).ToArray(), NpgsqlDbType.Uuid),
                Value(writing.Select(unit => unit.Unit.Audit.SessionId).ToArray(), NpgsqlDbType.Uuid),
                Value(writing.Select(unit => unit.Unit.Audit.Address).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.Act).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.ObjectKind).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.ObjectId).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.PatientId).ToArray(), NpgsqlDbType.Uuid),
                Value(writing.Select(unit => unit.Unit.Audit.Outcome).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.Purpose).ToArray(), NpgsqlDbType.Text),
                Value(writing.Select(unit => unit.Unit.Audit.ModelCall is { } call ? JsonSerializer.Serialize(call, AuditJson.Default.ModelCallAudit) : null).ToArray(), NpgsqlDbType.Json),
            },
        });

    private static NpgsqlParameter Value<T>(T[] values, NpgsqlDbType type) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private sealed class LockedStream(long id, long position)
    {
        private readonly long _before = position;

        public long Id { get; } = id;

        public long Position { get; set; } = position;

        public bool Moved => Position != _before;
    }

    private sealed record SeenAct(byte[] Fingerprint, WriteReceipt Receipt);
}

/// <summary>What a transaction will have done once it commits: an answer per unit, and the changes to tell.</summary>
internal sealed class CommitPlan(int units)
{
    public Outcome<WriteReceipt>[] Results { get; } = new Outcome<WriteReceipt>[units];

    public List<FeedChange> Changes { get; } = [];
}
