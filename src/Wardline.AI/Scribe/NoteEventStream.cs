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
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(NoteFollower follower, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var id = follower.Note.Id;
        var events = follower.ReadAsync(leaving.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = Task.FromResult(false);
        try
        {
            yield return Item("turns", new NoteTurns(id, follower.Note.Turns), ScribeJson.Default.NoteTurns);
            for (next = events.MoveNextAsync().AsTask(); ;)
            {
                if (!await IsReadyAsync(next, time, ct))
                {
                    yield return new SseItem<string>("{}", "waiting");
                    continue;
                }

                if (!await next)
                {
                    follower.Dispose();
                    yield break;
                }

                yield return Item(id, events.Current);
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            follower.LeaveWithWork();
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);     // an enumerator under way cannot be disposed of
            await events.DisposeAsync();
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
