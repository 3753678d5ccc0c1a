using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Data.Tests.Feed;

/// <summary>An effect of the tests' own: a row that must stand beside its change, and a text that a constraint refuses.</summary>
internal sealed class Probe(Guid id, string text) : Effect
{
    public const string Refused = "refused";

    public static readonly Problem RefusedProblem = Problem.Conflict("probe_refused", "This probe is refused.");

    public override EffectWriter Writer => ProbeWriter.Instance;

    public static async Task CreateTableAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(
            "create table probe (id uuid primary key, position bigint not null, text text not null check (text <> 'refused'))");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A unit that writes one probe; <paramref name="text"/> decides whether the database takes it.</summary>
    public static WriteUnit Unit(string stream, Guid clientId, string text = "taken", string device = "device", string? origin = null)
    {
        var id = Guid.CreateVersion7();
        return new WriteUnit
        {
            Act = new ClientAct(device, clientId, SHA256.HashData(Encoding.UTF8.GetBytes(stream + text))),
            Changes = [new ChangeDraft(stream, "probe", id, null, Encoding.UTF8.GetBytes($$"""{"client_id":"{{clientId}}"}"""))],
            Effect = new Probe(id, text),
            Audit = new AuditEntry(null, null, null, "probe.write", "probe", id.ToString(), null, "ok", null),
            Origin = origin,
        };
    }

    public static async Task CreateStreamsAsync(string connectionString, params string[] names)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("insert into stream (name, epoch) select name, gen_random_uuid() from unnest($1) name");
        command.Parameters.AddWithValue(names);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class ProbeWriter : EffectWriter
    {
        public static readonly ProbeWriter Instance = new();

        public override Problem? Explain(PostgresException error) =>
            error.SqlState == PostgresErrorCodes.CheckViolation ? RefusedProblem : null;

        public override void AddTo(NpgsqlBatch batch, IReadOnlyList<CommittingUnit> units) =>
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into probe (id, position, text) select * from unnest($1, $2, $3)")
            {
                Parameters =
                {
                    new() { Value = units.Select(unit => unit.Unit.Changes[0].EntityId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                    new() { Value = units.Select(unit => unit.Position).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                    new() { Value = units.Select(unit => ((Probe)unit.Unit.Effect!).Text).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                },
            });
    }

    private string Text { get; } = text;

    public Guid Id { get; } = id;
}
