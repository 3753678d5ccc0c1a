using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardline.Access;
using Wardline.Clinical.Patients;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe;

/// <summary>
/// Has a note written from a transcript and keeps it as its author's draft. The work belongs to nobody's connection: who
/// asked may leave and come back to it with the same client id, on this node while it runs and anywhere once it is kept.
/// </summary>
public sealed partial class WriteNote(
    NoteGenerator generator,
    NoteDrafts drafts,
    RunningNotes running,
    PatientDirectory patients,
    ModelCallAuditor auditor,
    ChangeWriter writer,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WriteNote> logger)
{
    private static readonly Problem Reused = Problem.Conflict("client_id_reused", "This client_id was used before with other content. Nothing was written.");

    private static readonly Problem Cancelled = Problem.Conflict("cancelled", "The note was cancelled. Nothing of it was kept.");

    /// <summary>The note to follow: begun now, being written already, or kept from an earlier sending. The caller disposes of what it gets.</summary>
    public async Task<Outcome<NoteFollower>> BeginAsync(Actor actor, WriteNoteCommand command, CancellationToken ct)
    {
        if (!command.Decide().TryGet(out var request, out var problem))
        {
            return problem;
        }

        if (command.PatientId is { } patientId && !await patients.CanSeeAsync(actor, patientId, ct))
        {
            var refusal = Problem.NotFound("The patient");
            var noted = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("note.write", "patient", patientId.ToString(), outcome: refusal.Code) });
            return noted.Problem ?? refusal;
        }

        var act = new ClientAct(actor.DeviceId, command.ClientId, command.Fingerprint());
        if (running.TryGet(act.DeviceId, act.ClientId, out var already))
        {
            return Follow(already, act);
        }

        if (await drafts.FindActAsync(act.DeviceId, act.ClientId, ct) is { } seen)
        {
            return seen.Fingerprint.AsSpan().SequenceEqual(act.Fingerprint) ? await KeptAsync(actor, seen.NoteId, act, ct) : Reused;
        }

        var note = new RunningNote(Guid.CreateVersion7(), actor.UserId, request.Transcript.Turns, act.Fingerprint);
        var follower = note.Join()!;
        var entered = running.Enter(act.DeviceId, act.ClientId, note);
        if (!ReferenceEquals(entered, note))
        {
            return entered is null ? Problem.TryLater(TimeSpan.FromSeconds(2)) : Follow(entered, act);
        }

        _ = Task.Run(() => RunAsync(actor, request, act, command.PatientId, note), CancellationToken.None);
        return follower;
    }

    private static Outcome<NoteFollower> Follow(RunningNote note, ClientAct act) =>
        !note.Fingerprint.AsSpan().SequenceEqual(act.Fingerprint) ? Reused
        : note.Join() is { } follower ? follower
        : Problem.TryLater(TimeSpan.FromMilliseconds(200));

    private async Task<Outcome<NoteFollower>> KeptAsync(Actor actor, Guid id, ClientAct act, CancellationToken ct)
    {
        if (!(await drafts.ReadAsync(actor, id, ct)).TryGet(out var kept, out var problem))
        {
            return problem;
        }

        var note = new RunningNote(id, actor.UserId, kept.Turns!, act.Fingerprint);
        note.Add(new NoteEvent.Started(kept.Provider, kept.Model, kept.Degraded, kept.Reasons));
        note.Add(new NoteEvent.Kept(kept));
        return note.Join()!;
    }

    // Everything that is written is kept even if nobody listens any more; only a cancel or the end of the server ends it early.
    private async Task RunAsync(Actor actor, NoteRequest request, ClientAct act, Guid? patientId, RunningNote note)
    {
        NoteEvent end = new NoteEvent.Failed(Problem.Internal());
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(note.Cancelled, lifetime.ApplicationStopping);
        try
        {
            var calls = auditor.For(actor, "note", note.Id, patientId);
            await foreach (var step in generator.GenerateAsync(request with { Calls = calls }, stopping.Token))
            {
                switch (step)
                {
                    case NoteEvent.Completed { Note: var written }:
                        end = await KeepAsync(actor, request, act, patientId, note, written);
                        break;
                    case NoteEvent.Failed:
                        end = step;
                        break;
                    default:
                        note.Add(step);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            end = new NoteEvent.Failed(note.Cancelled.IsCancellationRequested ? Cancelled : Problem.TryLater(TimeSpan.FromSeconds(2)));
        }
        catch (Exception error)
        {
            Broke(note.Id, error.GetType().Name, error.StackTrace);
        }
        finally
        {
            running.Leave(act.DeviceId, act.ClientId);
            note.Add(end);
        }
    }

    private async Task<NoteEvent> KeepAsync(Actor actor, NoteRequest request, ClientAct act, Guid? patientId, RunningNote note, GeneratedNote written)
    {
        var draft = new ScribeNote(
            note.Id, NoteText.Of(written.Sections), written.Sections, request.Transcript.Turns, request.Layout, written.Provider, written.Model,
            written.Degraded, written.Reasons, Cached: false, patientId, time.GetUtcNow(), (long)written.Took.TotalMilliseconds);
        var kept = await writer.WriteAsync(NoteInsert.Unit(actor, draft, written.PromptVersion, act));
        return !kept.TryGet(out var receipt, out var problem) ? new NoteEvent.Failed(problem)
            : !receipt.Duplicate ? new NoteEvent.Kept(draft with { CreatedAt = receipt.At })
            : new NoteEvent.Failed(Problem.TryLater(TimeSpan.FromMilliseconds(200)));        // another node was faster; its note answers the next sending
    }

    [LoggerMessage(5001, LogLevel.Error, "Writing note {NoteId} failed: {Error}\n{Stack}")]
    private partial void Broke(Guid noteId, string error, string? stack);
}
