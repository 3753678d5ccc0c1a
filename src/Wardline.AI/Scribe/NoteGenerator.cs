using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.Data.Outcomes;
using Wardline.Language.Provenance;

namespace Wardline.AI.Scribe;

/// <summary>Has a note written by the best tier that can, and checks each sentence of it against the transcript.</summary>
public sealed class NoteGenerator
{
    private static readonly Problem LanguageUnsupported = new(
        "language_unsupported", "No model answered, and the built-in engine writes from English only. Connect a model and try again.", 422);

    private static readonly Problem NothingToNote = new("nothing_to_note", "There is nothing in this transcript that belongs into a note.", 422);

    private readonly IChatClient _models;
    private readonly TimeProvider _time;

    internal NoteGenerator(IChatClient models, TimeProvider time)
    {
        _models = models;
        _time = time;
    }

    /// <summary>The note as it comes to be. Ending the enumeration, or <paramref name="ct"/>, ends the request to the model.</summary>
    public async IAsyncEnumerable<NoteEvent> GenerateAsync(NoteRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var prompt = NotePrompt.For(request.Layout);
        var options = new NoteAsk(request.Transcript, request.Layout).ToOptions(prompt.Format, new ModelAsk(request.Prefer, prompt.Version, request.Calls));
        var written = new NoteInProgress(request, prompt.Version, _time);
        await using var updates = _models.GetStreamingResponseAsync(prompt.For(request.Transcript), options, ct).GetAsyncEnumerator(ct);
        while (true)
        {
            Problem? problem = null;
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    break;
                }
            }
            catch (NoTierAnsweredException none)
            {
                problem = none.Failures.Any(failure => failure.Code == ModelFailureCode.NothingToNote) ? NothingToNote : LanguageUnsupported;
            }
            catch (ModelCallUnaccountedException unaccounted)
            {
                problem = unaccounted.Problem;
            }

            if (problem is not null)
            {
                yield return new NoteEvent.Failed(problem);
                yield break;
            }

            foreach (var step in updates.Current.Contents.SelectMany(written.Add))
            {
                yield return step;

                // An answer that came in one piece is still checked sentence by sentence, and that takes its time.
                ct.ThrowIfCancellationRequested();
            }
        }

        yield return new NoteEvent.Completed(written.Complete());
    }
}
