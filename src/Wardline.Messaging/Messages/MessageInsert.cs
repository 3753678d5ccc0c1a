using Npgsql;
using NpgsqlTypes;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Messaging.Messages;

/// <summary>A message's own row, written together with those of the same batch.</summary>
public sealed class MessageInsert(Message message) : Effect
{
    public override EffectWriter Writer => MessageWriter.Instance;

    private Message Message { get; } = message;

    private sealed class MessageWriter : EffectWriter
    {
        public static readonly MessageWriter Instance = new();

        public override Problem? Explain(PostgresException error) =>
            error.SqlState is PostgresErrorCodes.ForeignKeyViolation ? Problem.NotFound("The conversation") : null;

        public override void AddTo(NpgsqlBatch batch, IReadOnlyList<CommittingUnit> units) => batch.BatchCommands.Add(Rows(units));

        // Mentions travel as one text per row: unnest would flatten a two-dimensional array.
        private static NpgsqlBatchCommand Rows(IReadOnlyList<CommittingUnit> units) => new("""
            insert into message (id, conversation_id, position, author_id, client_id, content, reply_to, mentions, priority, created_at)
            select id, conversation_id, position, author_id, client_id, content, reply_to, mentions::uuid[], priority, created_at
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
              as row(id, conversation_id, position, author_id, client_id, content, reply_to, mentions, priority, created_at)
            """)
        {
            Parameters =
            {
                Column(units, (m, _) => m.Id, NpgsqlDbType.Uuid),
                Column(units, (m, _) => m.ConversationId, NpgsqlDbType.Uuid),
                Column(units, (_, unit) => unit.Position, NpgsqlDbType.Bigint),
                Column(units, (m, _) => m.AuthorId, NpgsqlDbType.Uuid),
                Column(units, (m, _) => m.ClientId, NpgsqlDbType.Uuid),
                Column(units, (m, _) => m.Content, NpgsqlDbType.Text),
                Column(units, (m, _) => m.ReplyTo, NpgsqlDbType.Uuid),
                Column(units, (m, _) => $"{{{string.Join(',', m.Mentions)}}}", NpgsqlDbType.Text),
                Column(units, (m, _) => m.Priority, NpgsqlDbType.Text),
                Column(units, (_, unit) => unit.At, NpgsqlDbType.TimestampTz),
            },
        };

        private static NpgsqlParameter Column<T>(IReadOnlyList<CommittingUnit> units, Func<Message, CommittingUnit, T> value, NpgsqlDbType type) =>
            new() { Value = units.Select(unit => value(Of(unit), unit)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

        private static Message Of(CommittingUnit unit) => ((MessageInsert)unit.Unit.Effect!).Message;
    }
}
