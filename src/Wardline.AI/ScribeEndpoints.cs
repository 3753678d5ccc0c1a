using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Data.Outcomes;

namespace Wardline.AI;

/// <summary>The scribe over HTTP: docs/protocol/scribe.md.</summary>
public static class ScribeEndpoints
{
    private const string EventStream = "text/event-stream";

    public static IEndpointRouteBuilder MapScribe(this IEndpointRouteBuilder routes)
    {
        var notes = routes.MapGroup("/api/scribe/notes").WithTags("Scribe");
        foreach (var write in (RouteHandlerBuilder[])[notes.MapPost("/", WriteAsync), routes.MapPost("/api/ai/generate-note", WriteAsync).WithTags("Scribe")])
        {
            write.Accepts<WriteNoteCommand>("application/json").Produces<ScribeNote>(StatusCodes.Status200OK, "application/json", EventStream)
                .WithMetadata(new RequestSizeLimitAttribute(WriteNoteBody.MostBytes));
        }

        notes.MapGet("/", async (Actor actor, Guid? before, int? limit, NoteDrafts drafts, CancellationToken ct) =>
            (await drafts.ListAsync(actor, before, limit, ct)).ToResult()).Produces<ScribeNotePage>();
        notes.MapGet("/{id:guid}", async (Actor actor, Guid id, NoteDrafts drafts, CancellationToken ct) =>
            (await drafts.ReadAsync(actor, id, ct)).ToResult()).Produces<ScribeNote>();
        notes.MapDelete("/{id:guid}", async (Actor actor, Guid id, NoteDrafts drafts, CancellationToken ct) =>
            (await drafts.DeleteAsync(actor, id, ct)).ToNoContent()).Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/ai/providers", (ModelStates states) => new ProviderList([.. states.Read().Select(ProviderView.Of)])).WithTags("Models");
        return routes;
    }

    private static async Task<IResult> WriteAsync(Actor actor, HttpContext context, WriteNote write, RunningNotes running, TimeProvider time, CancellationToken ct)
    {
        if (!(await BeginAsync(actor, context.Request, write, running, ct)).TryGet(out var follower, out var problem))
        {
            return problem.ToResult();
        }

        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MatchesMediaType(EventStream) && !type.MatchesAllTypes))
        {
            context.Response.Headers["X-Accel-Buffering"] = "no";        // nginx would hold the events back
            return TypedResults.ServerSentEvents(NoteEventStream.ReadAsync(follower, time, ct));
        }

        return (await EndAsync(follower, ct)).ToResult();
    }

    private static async Task<Outcome<NoteFollower>> BeginAsync(Actor actor, HttpRequest request, WriteNote write, RunningNotes running, CancellationToken ct)
    {
        using var place = running.TakePlace(actor.UserId);
        return place is null ? Problem.TryLater(TimeSpan.FromSeconds(2))
            : (await WriteNoteBody.ReadAsync(request, ct)).TryGet(out var command, out var problem) ? await write.BeginAsync(actor, command, ct)
            : problem;
    }

    /// <summary>Waits for the end. Who leaves before it takes the work along, unless somebody else follows it.</summary>
    private static async Task<Outcome<ScribeNote>> EndAsync(NoteFollower follower, CancellationToken ct)
    {
        try
        {
            await foreach (var step in follower.ReadAsync(ct))
            {
                switch (step)
                {
                    case NoteEvent.Kept kept:
                        return kept.Note;
                    case NoteEvent.Failed failed:
                        return failed.Problem;
                }
            }

            return Problem.Internal();
        }
        finally
        {
            follower.LeaveWithWork();
        }
    }
}
