using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>A note that is being written, or was just now. Anybody who may see it can follow it from its first event, at any time.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing to dispose.")]
public sealed class RunningNote(Guid id, Guid authorId, Transcript transcript, byte[] fingerprint)
{
    private readonly Lock _gate = new();
    private readonly List<NoteEvent> _events = [];
    private readonly CancellationTokenSource _cancelled = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private int _followers;

    public Guid Id { get; } = id;

    public Guid AuthorId { get; } = authorId;

    public Transcript Transcript { get; } = transcript;

    public byte[] Fingerprint { get; } = fingerprint;

    /// <summary>Ends the work, with everybody who follows it.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Every event from the first one on, as they come.</summary>
    public async IAsyncEnumerable<NoteEvent> FollowAsync([EnumeratorCancellation] CancellationToken ct)
    {
        Interlocked.Increment(ref _followers);
        try
        {
            for (var next = 0; ;)
            {
                var (ready, news) = From(next);
                foreach (var step in ready)
                {
                    yield return step;
                }

                next += ready.Length;
                if (ready.Length == 0)
                {
                    if (news is null)
                    {
                        yield break;
                    }

                    await news.WaitAsync(ct);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    public void Cancel() => _cancelled.Cancel();

    /// <summary>For somebody who leaves and whose leaving ends the work, unless others wait for it too.</summary>
    public void CancelUnlessFollowed()
    {
        if (Volatile.Read(ref _followers) == 0)
        {
            Cancel();
        }
    }

    // No news to wait for: it has ended.
    private (NoteEvent[] Ready, Task? News) From(int next)
    {
        lock (_gate)
        {
            NoteEvent[] ready = [.. _events.Skip(next)];
            return (ready, ready.Length == 0 && _ended ? null : _news.Task);
        }
    }

    internal void Add(NoteEvent step)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _events.Add(step);
            _ended |= step is NoteEvent.Kept or NoteEvent.Failed;
            told = _news;
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }
}
