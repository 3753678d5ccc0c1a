namespace Wardline.AI.Assistant;

/// <summary>
/// The answers of the last minutes on this node, in memory and nowhere else, so that a question which is sent again is
/// answered again and not asked again.
/// </summary>
public sealed class RecentAnswers(TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private const int Most = 2_000;

    private readonly Dictionary<(Guid User, string Key), RunningAnswer> _answers = [];
    private readonly Queue<((Guid User, string Key) Key, RunningAnswer Answer)> _inOrder = [];

    public RunningAnswer? Find(Guid userId, string key)
    {
        lock (_answers)
        {
            Forget();
            return _answers.GetValueOrDefault((userId, key));
        }
    }

    /// <summary>One of this person's that is still being given.</summary>
    public RunningAnswer? FindRunning(Guid userId, Guid id)
    {
        lock (_answers)
        {
            return _answers.Values.FirstOrDefault(answer => answer.Id == id && answer.AskedBy == userId && !answer.Done.IsCompleted);
        }
    }

    /// <summary>The one that was there before, if there was one.</summary>
    internal RunningAnswer Enter(string key, RunningAnswer answer)
    {
        lock (_answers)
        {
            Forget();
            if (_answers.TryGetValue((answer.AskedBy, key), out var earlier))
            {
                return earlier;
            }

            _answers[(answer.AskedBy, key)] = answer;
            _inOrder.Enqueue(((answer.AskedBy, key), answer));
            return answer;
        }
    }

    /// <summary>It was not answered: sent again, it is asked again.</summary>
    internal void Leave(string key, RunningAnswer answer)
    {
        lock (_answers)
        {
            Remove((answer.AskedBy, key), answer);
        }
    }

    private void Forget()
    {
        var since = time.GetUtcNow() - Kept;
        while (_inOrder.TryPeek(out var oldest) && (oldest.Answer.At < since || _inOrder.Count > Most))
        {
            _inOrder.Dequeue();
            Remove(oldest.Key, oldest.Answer);
        }
    }

    private void Remove((Guid User, string Key) key, RunningAnswer answer)
    {
        if (_answers.TryGetValue(key, out var current) && ReferenceEquals(current, answer))
        {
            _answers.Remove(key);
        }
    }
}
