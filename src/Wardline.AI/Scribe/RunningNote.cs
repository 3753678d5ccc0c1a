using System.Diagnostics.CodeAnalysis;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <summary>A note that is being written, or was just now. Whoever may see it can follow it from its first event, at any time.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing to dispose.")]
public sealed class RunningNote(Guid id, Guid authorId, IReadOnlyList<Turn> turns, byte[] fingerprint)
{
    private readonly Lock _gate = new();
    private readonly List<NoteEvent> _events = [];
    private readonly CancellationTokenSource _cancelled = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private int _followers;

    public Guid Id { get; } = id;

    public Guid AuthorId { get; } = authorId;

    /// <summary>What the sources point into.</summary>
    public IReadOnlyList<Turn> Turns { get; } = turns;

    public byte[] Fingerprint { get; } = fingerprint;

    /// <summary>Ends the work, with everybody who follows it.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    public void Cancel() => _cancelled.Cancel();

    /// <summary>Counted from now on; null when the note was cancelled and only its end is to come.</summary>
    internal NoteFollower? Join()
    {
        lock (_gate)
        {
            if (_cancelled.IsCancellationRequested)
            {
                return null;
            }

            _followers++;
            return new NoteFollower(this);
        }
    }

    internal void Leave(bool endsWork)
    {
        lock (_gate)
        {
            _followers--;
            if (!endsWork || _followers > 0 || _ended)
            {
                return;
            }
        }

        Cancel();
    }

    // No news to wait for: it has ended.
    internal (NoteEvent[] Ready, Task? News) From(int next)
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
