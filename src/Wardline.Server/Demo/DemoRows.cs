using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardline.Messaging;
using Wardline.Messaging.Conversations;
using Wardline.Messaging.Messages;

namespace Wardline.Server.Demo;

/// <summary>The many rows of the demo, by COPY on the seeder's transaction.</summary>
internal sealed class DemoRows(NpgsqlConnection connection)
{
    public async Task WriteObservationsAsync(DemoHospital hospital, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy observation (id, patient_id, encounter_id, category, status, text, code, code_system, value, unit,
                              reference_low, reference_high, interpretation, effective_at) from stdin (format binary)
            """, ct);
        foreach (var each in hospital.Patients.SelectMany(patient => patient.Observations))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(each.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(each.PatientId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(each.EncounterId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(each.Category, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.Status, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.Text, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.Code, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.CodeSystem, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.Value, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(each.Unit, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.ReferenceLow, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(each.ReferenceHigh, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(each.Interpretation, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(each.EffectiveAt, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>Messages with the changes that carried them, and how far each person has read.</summary>
    public async Task WriteFeedAsync(DemoHospital hospital, CancellationToken ct)
    {
        var streams = await CreateStreamsAsync(hospital, ct);
        await WriteMessagesAsync(hospital, ct);
        await WriteChangesAsync(hospital, streams, ct);
        await WriteReceiptsAsync(hospital, ct);
    }

    public async Task MarkAsync(int seed, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("insert into demo_hospital (seed, seeded_at) values ($1, $2)") { Parameters = { new() { Value = seed }, new() { Value = now } } });
        batch.BatchCommands.Add(new("insert into audit (id, at, act, outcome) values ($1, $2, 'demo.seed', 'ok')")
        {
            Parameters = { new() { Value = Guid.CreateVersion7(now) }, new() { Value = now } },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<Dictionary<string, long>> CreateStreamsAsync(DemoHospital hospital, CancellationToken ct)
    {
        (string Name, long Position)[] wanted =
        [
            .. hospital.Users.Select(user => ($"user:{user.Id}", 0L)),
            .. hospital.Departments.Select(department => ($"department:{department.Id}", 0L)),
            .. hospital.Patients.Select(patient => ($"patient:{patient.Patient.Id}", 0L)),
            .. hospital.Conversations.Select(each => (ConversationStream.Of(each.Id), (long)each.Messages.Count)),
        ];
        await using var command = new NpgsqlCommand("""
            insert into stream (name, epoch, position) select name, gen_random_uuid(), position from unnest($1, $2) as s(name, position)
            returning name, id
            """, connection)
        {
            Parameters =
            {
                new() { Value = wanted.Select(stream => stream.Name).ToArray() },
                new() { Value = wanted.Select(stream => stream.Position).ToArray() },
            },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var ids = new Dictionary<string, long>(wanted.Length, StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            ids[row.GetString(0)] = row.GetInt64(1);
        }

        return ids;
    }

    private async Task WriteMessagesAsync(DemoHospital hospital, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy message (id, conversation_id, position, author_id, client_id, content, reply_to, priority, created_at) from stdin (format binary)
            """, ct);
        foreach (var (conversation, message, position) in Placed(hospital))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(message.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(conversation.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(message.AuthorId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(message.ClientId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(message.Content, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(message.ReplyTo, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(message.Priority, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(message.CreatedAt, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private async Task WriteChangesAsync(DemoHospital hospital, Dictionary<string, long> streams, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy change (stream_id, position, kind, entity_id, at, by, data) from stdin (format binary)", ct);
        foreach (var (conversation, message, position) in Placed(hospital))
        {
            var data = JsonSerializer.Serialize(
                new MessageChange(
                    message.Id, message.ClientId, conversation.Id, message.AuthorId, message.Content, message.ReplyTo, [], message.Priority),
                MessagingJson.Default.MessageChange);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(streams[ConversationStream.Of(conversation.Id)], NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync("message", NpgsqlDbType.Text, ct);
            await copy.WriteAsync(message.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(message.CreatedAt, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(message.AuthorId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(data, NpgsqlDbType.Json, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private async Task WriteReceiptsAsync(DemoHospital hospital, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy receipt (conversation_id, user_id, delivered, read) from stdin (format binary)", ct);
        foreach (var conversation in hospital.Conversations)
        {
            foreach (var receipt in conversation.Receipts)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(conversation.Id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(receipt.UserId, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync((long)conversation.Messages.Count, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync((long)receipt.Read, NpgsqlDbType.Bigint, ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    private static IEnumerable<(DemoConversation Conversation, DemoMessage Message, long Position)> Placed(DemoHospital hospital) =>
        hospital.Conversations.SelectMany(each => each.Messages.Select((message, index) => (each, message, index + 1L)));
}
