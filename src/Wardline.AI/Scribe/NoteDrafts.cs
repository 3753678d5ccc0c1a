using System.Text.Json;
using Npgsql;
using Wardline.Access;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe;

/// <summary>A person's own drafts. Nobody else's can be seen, not even that they are there.</summary>
public sealed class NoteDrafts(NpgsqlDataSource database, ChangeWriter writer)
{
    private const int MaxPage = 100;

    public async Task<Outcome<ScribeNotePage>> ListAsync(Actor actor, Guid? before, int? limit, CancellationToken ct)
    {
        if (limit is < 1 or > MaxPage)
        {
            return Problem.BadRequest("limit_out_of_range", $"The limit is 1 to {MaxPage}.");
        }

        var size = limit ?? 20;
        await using var query = database.CreateCommand("""
            select id, patient_id, layout, provider, degraded, created_at from scribe_note
            where author_id = $1 and id < $2 order by id desc limit $3
            """);
        query.Parameters.AddWithValue(actor.UserId);
        query.Parameters.AddWithValue(before ?? Guid.AllBitsSet);
        query.Parameters.AddWithValue(size + 1);
        var items = new List<ScribeNoteSummary>(size + 1);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            items.Add(new(
                row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), Layouts.Read(row.GetString(2))!.Value, row.GetString(3), row.GetBoolean(4),
                row.GetFieldValue<DateTimeOffset>(5)));
        }

        return items.Count > size ? new ScribeNotePage(items[..size], items[size - 1].Id) : new ScribeNotePage(items, null);
    }

    /// <summary>Opens a draft; each opening leaves an audit row.</summary>
    public async Task<Outcome<ScribeNote>> ReadAsync(Actor actor, Guid id, CancellationToken ct)
    {
        var found = await FindAsync(actor, id, ct);
        var audit = actor.Audit("note.read", "note", id.ToString(), found.Value?.PatientId, found.Problem?.Code ?? "ok", "treatment");
        return (await writer.WriteAsync(new WriteUnit { Audit = audit })).Problem is { } unaudited ? unaudited : found;
    }

    public async Task<Outcome<Done>> DeleteAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select patient_id from scribe_note where id = $1 and author_id = $2");
        query.Parameters.AddWithValue(id);
        query.Parameters.AddWithValue(actor.UserId);
        var gone = Problem.NotFound("The note");
        if (await query.ExecuteScalarAsync(ct) is not { } patientId)
        {
            var refused = actor.Audit("note.delete", "note", id.ToString(), outcome: gone.Code);
            return (await writer.WriteAsync(new WriteUnit { Audit = refused })).Problem ?? gone;
        }

        var deleted = await writer.WriteAsync(NoteDelete.Unit(actor, id, patientId as Guid?));
        return !deleted.TryGet(out var receipt, out var problem) ? problem : receipt.Duplicate ? gone : new Done();
    }

    internal async Task<Outcome<ScribeNote>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""
            select patient_id, layout, turns, sections, provider, model, degraded, reasons, took_ms, created_at
            from scribe_note where id = $1 and author_id = $2
            """);
        query.Parameters.AddWithValue(id);
        query.Parameters.AddWithValue(actor.UserId);
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            return Problem.NotFound("The note");
        }

        var sections = JsonSerializer.Deserialize(row.GetString(3), ScribeJson.Default.IReadOnlyListNoteSection)!;
        return new ScribeNote(
            id, NoteText.Of(sections), sections, JsonSerializer.Deserialize(row.GetString(2), ScribeJson.Default.IReadOnlyListTurn),
            Layouts.Read(row.GetString(1))!.Value, row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetBoolean(6),
            row.GetFieldValue<string[]>(7), Cached: false, row.IsDBNull(0) ? null : row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(9), row.GetInt32(8));
    }

    /// <summary>What an earlier sending of the same client id became, if there was one.</summary>
    internal async Task<(byte[] Fingerprint, Guid NoteId)?> FindActAsync(string device, Guid clientId, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select fingerprint, entity_id from act where device_id = $1 and client_id = $2");
        query.Parameters.AddWithValue(device);
        query.Parameters.AddWithValue(clientId);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetFieldValue<byte[]>(0), row.GetGuid(1)) : null;
    }
}
