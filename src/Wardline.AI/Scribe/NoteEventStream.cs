using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wardline.AI.Scribe;

/// <summary>A note as server-sent events. While nothing happens it says so now and then, so that no proxy takes it for dead.</summary>
public static class NoteEventStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ending the enumeration early ends the work, unless somebody else follows it.</summary>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(RunningNote note, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        var ended = false;
        var events = note.FollowAsync(ct).GetAsyncEnumerator(ct);
        try
        {
            yield return Item("turns", new NoteTurns(note.Id, note.Transcript.Turns), ScribeJson.Default.NoteTurns);
            for (var next = events.MoveNextAsync().AsTask(); ;)
            {
                if (!await IsReadyAsync(next, time, ct))
                {
                    yield return new SseItem<string>("{}", "waiting");
                    continue;
                }

                if (!await next)
                {
                    ended = true;
                    yield break;
                }

                yield return Item(note.Id, events.Current);
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await events.DisposeAsync();
            if (!ended)
            {
                note.CancelUnlessFollowed();
            }
        }
    }

    private static async Task<bool> IsReadyAsync(Task<bool> next, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await next.WaitAsync(Patience, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static SseItem<string> Item(Guid id, NoteEvent step) => step switch
    {
        NoteEvent.Started started => Item("started", new NoteStarted(id, started.Provider, started.Model, started.Degraded, started.Reasons), ScribeJson.Default.NoteStarted),
        NoteEvent.SectionStarted section => Item("section", new NoteSectionStarted(id, section.Key, section.Title), ScribeJson.Default.NoteSectionStarted),
        NoteEvent.SentenceAdded { Sentence: var sentence } => Item("sentence", new NoteSentenceAdded(id, sentence.Text, sentence.Sources, sentence.Flags), ScribeJson.Default.NoteSentenceAdded),
        NoteEvent.Kept kept => Item("note", kept.Note, ScribeJson.Default.ScribeNote),
        NoteEvent.Failed failed => Item("error", NoteFailed.Of(id, failed.Problem), ScribeJson.Default.NoteFailed),
        _ => throw new InvalidOperationException($"A {step.GetType().Name} is not for the wire."),
    };

    private static SseItem<string> Item<T>(string name, T data, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(data, type), name);
}
