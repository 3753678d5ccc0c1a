using System.Text.Json.Serialization.Metadata;
using Wardline.AI.Assistant;
using Wardline.AI.Scribe;
using Wardline.Data.Outcomes;
using Wardline.Language.Transcripts;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>Binds the scribe to Socket.IO: a note's events go to the socket that asked for it, and to no other.</summary>
internal sealed partial class ScribeEvents(WriteNote write, RunningNotes running, RecentAnswers answers, ILogger<ScribeEvents> logger)
{
    /// <summary>Characters of turns in one event: a socket takes a little at a time.</summary>
    private const int TurnsAtOnce = 64 << 10;

    public void Map(NamespaceBuilder io) => io
        .On("write_note", ScribeJson.Default.WriteNoteCommand, WriteAsync)
        .On("cancel", ScribeJson.Default.CancelCommand, Cancel);

    private async ValueTask<JsonBody> WriteAsync(EventContext context, WriteNoteCommand command, CancellationToken ct)
    {
        if (!(await write.BeginAsync(SocketPerson.Of(context.Socket).Actor, command, ct)).TryGet(out var follower, out var problem))
        {
            return SocketAck.Refused(problem);
        }

        if (NoteTellings.Of(context.Socket).Begin(follower.Note.Id, context.Socket.Disconnected) is not { } telling)
        {
            follower.Dispose();
            return SocketAck.Refused(Problem.TryLater(TimeSpan.FromSeconds(2)));
        }

        context.Answer(SocketAck.Ok(new NoteAccepted(follower.Note.Id), ScribeJson.Default.NoteAccepted));
        _ = TellAsync(context.Socket, follower, telling);          // not in the socket's lane: its other events go on meanwhile
        return SocketAck.Done;
    }

    private ValueTask<JsonBody> Cancel(EventContext context, CancelCommand command, CancellationToken ct)
    {
        var userId = SocketPerson.Of(context.Socket).Actor.UserId;
        if (running.Find(userId, command.ResponseId) is { } note)
        {
            note.Cancel();
        }
        else if (answers.FindRunning(userId, command.ResponseId) is { } answer)
        {
            answer.Cancel();
        }
        else
        {
            return ValueTask.FromResult(SocketAck.Refused(Problem.NotFound("What you want to cancel")));
        }

        return ValueTask.FromResult(SocketAck.Done);
    }

    private async Task TellAsync(SocketConnection socket, NoteFollower follower, NoteTelling telling)
    {
        var note = follower.Note;
        try
        {
            foreach (var turns in InPieces(note.Turns))
            {
                await EmitAsync(socket, "note_turns", new NoteTurns(note.Id, turns), ScribeJson.Default.NoteTurns, telling.Ended);
            }

            await foreach (var step in follower.ReadAsync(telling.Ended))
            {
                await EmitAsync(socket, note.Id, step, telling.Ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The socket is gone, or has asked anew. The note is finished all the same.
        }
        catch (Exception error)
        {
            TellingFailed(note.Id, error.GetType().Name, error.StackTrace);
        }
        finally
        {
            telling.Dispose();
            follower.Dispose();
        }
    }

    private static Task EmitAsync(SocketConnection socket, Guid id, NoteEvent step, CancellationToken ct) => step switch
    {
        NoteEvent.Started started => EmitAsync(
            socket, "note_started", new NoteStarted(id, started.Provider, started.Model, started.Degraded, started.Reasons), ScribeJson.Default.NoteStarted, ct),
        NoteEvent.SectionStarted section => EmitAsync(
            socket, "note_section", new NoteSectionStarted(id, section.Key, section.Title), ScribeJson.Default.NoteSectionStarted, ct),
        NoteEvent.SentenceAdded { Sentence: var sentence } => EmitAsync(
            socket, "note_sentence", new NoteSentenceAdded(id, sentence.Text, sentence.Sources, sentence.Flags), ScribeJson.Default.NoteSentenceAdded, ct),
        NoteEvent.Kept kept => EmitAsync(socket, "note_done", kept.Note with { Turns = null }, ScribeJson.Default.ScribeNote, ct),
        NoteEvent.Failed failed => EmitAsync(socket, "note_failed", NoteFailed.Of(id, failed.Problem), ScribeJson.Default.NoteFailed, ct),
        _ => throw new InvalidOperationException($"A {step.GetType().Name} is not for the wire."),
    };

    private static async Task EmitAsync<T>(SocketConnection socket, string name, T data, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await socket.ReadyAsync(ct);
        ct.ThrowIfCancellationRequested();
        socket.Emit(name, data, type);
    }

    private static IEnumerable<IReadOnlyList<Turn>> InPieces(IReadOnlyList<Turn> turns)
    {
        var piece = new List<Turn>();
        var characters = 0;
        foreach (var turn in turns)
        {
            if (piece.Count > 0 && characters + turn.Text.Length > TurnsAtOnce)
            {
                yield return piece;
                piece = [];
                characters = 0;
            }

            piece.Add(turn);
            characters += turn.Text.Length + 64;
        }

        yield return piece;
    }

    [LoggerMessage(3101, LogLevel.Error, "Telling a socket about note {NoteId} failed: {Error}\n{Stack}")]
    private partial void TellingFailed(Guid noteId, string error, string? stack);
}
