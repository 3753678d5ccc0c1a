using System.Runtime.CompilerServices;

namespace Wardline.AI.Scribe;

/// <summary>Somebody who waits for a note. Leaves when disposed of; the work goes on.</summary>
public sealed class NoteFollower : IDisposable
{
    private bool _left;

    internal NoteFollower(RunningNote note) => Note = note;

    public RunningNote Note { get; }

    /// <summary>Every event from the first one on, as they come.</summary>
    public async IAsyncEnumerable<NoteEvent> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (var next = 0; ;)
        {
            var (ready, news) = Note.From(next);
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

    /// <summary>For a request that ended early: its work ends with it, unless somebody else follows the note.</summary>
    public void LeaveWithWork() => Leave(endsWork: true);

    public void Dispose() => Leave(endsWork: false);

    private void Leave(bool endsWork)
    {
        if (!_left)
        {
            _left = true;
            Note.Leave(endsWork);
        }
    }
}
