using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardline.Access;
using Wardline.Data.Feed;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe;

/// <summary>The row of a draft.</summary>
internal sealed class NoteInsert(Guid authorId, ScribeNote note, string? prompt) : Effect
{
    public override EffectWriter Writer => NoteWriter.Instance;

    /// <summary>Draft, change and audit row. The change tells that there is one, not what it says.</summary>
    public static WriteUnit Unit(Actor actor, ScribeNote note, string? prompt, ClientAct act)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(
            new ScribeNoteChange(note.Id, note.PatientId, note.Layout, note.Provider, note.Degraded), ScribeJson.Default.ScribeNoteChange);
        return new WriteUnit
        {
            Act = act,
            Changes = [new ChangeDraft($"user:{actor.UserId}", "scribe_note", note.Id, actor.UserId, data)],
            Effect = new NoteInsert(actor.UserId, note, prompt),
            Audit = actor.Audit("note.write", "note", note.Id.ToString(), note.PatientId, purpose: "treatment"),
        };
    }

    private sealed class NoteWriter : EffectWriter
    {
        public static readonly NoteWriter Instance = new();

        public override void AddTo(NpgsqlBatch batch, IReadOnlyList<CommittingUnit> units)
        {
            foreach (var unit in units)
            {
                batch.BatchCommands.Add(Row((NoteInsert)unit.Unit.Effect!, unit.At));
            }
        }

        private static NpgsqlBatchCommand Row(NoteInsert insert, DateTimeOffset at) => new("""
            insert into scribe_note (id, author_id, patient_id, layout, turns, sections, provider, model, prompt, degraded, reasons, took_ms, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """)
        {
            Parameters =
            {
                new() { Value = insert.Note.Id },
                new() { Value = insert.AuthorId },
                new() { Value = (object?)insert.Note.PatientId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = insert.Note.Layout == NoteLayout.Clinical ? "clinical" : "soap" },
                new() { Value = JsonSerializer.SerializeToUtf8Bytes(insert.Note.Turns!, ScribeJson.Default.IReadOnlyListTurn), NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = JsonSerializer.SerializeToUtf8Bytes(insert.Note.Sections, ScribeJson.Default.IReadOnlyListNoteSection), NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = insert.Note.Provider },
                new() { Value = (object?)insert.Note.Model ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)insert.Prompt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = insert.Note.Degraded },
                new() { Value = insert.Note.Reasons.ToArray() },
                new() { Value = (int)Math.Min(insert.Note.TookMs, int.MaxValue) },
                new() { Value = at },
            },
        };
    }

    private Guid AuthorId { get; } = authorId;

    private ScribeNote Note { get; } = note;

    private string? Prompt { get; } = prompt;
}

/// <summary>Takes a draft and its transcript away for good.</summary>
internal sealed class NoteDelete(Guid authorId, Guid id) : Effect
{
    public override EffectWriter Writer => NoteRemover.Instance;

    public static WriteUnit Unit(Actor actor, Guid id, Guid? patientId) => new()
    {
        // Named by the note, so that of two deletions at once one is the first.
        Act = new ClientAct("note.delete", id, SHA256.HashData(id.ToByteArray())),
        Changes =
        [
            new ChangeDraft(
                $"user:{actor.UserId}", "scribe_note_deleted", id, actor.UserId,
                JsonSerializer.SerializeToUtf8Bytes(new ScribeNoteDeletion(id), ScribeJson.Default.ScribeNoteDeletion)),
        ],
        Effect = new NoteDelete(actor.UserId, id),
        Audit = actor.Audit("note.delete", "note", id.ToString(), patientId),
    };

    private Guid AuthorId { get; } = authorId;

    private Guid Id { get; } = id;

    private sealed class NoteRemover : EffectWriter
    {
        public static readonly NoteRemover Instance = new();

        public override void AddTo(NpgsqlBatch batch, IReadOnlyList<CommittingUnit> units)
        {
            foreach (var delete in units.Select(unit => (NoteDelete)unit.Unit.Effect!))
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from scribe_note where id = $1 and author_id = $2")
                {
                    Parameters = { new() { Value = delete.Id }, new() { Value = delete.AuthorId } },
                });
            }
        }
    }
}
