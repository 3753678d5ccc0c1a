namespace Wardline.AI.Assistant;

/// <summary>
/// The answers of the last minutes on this node, in memory and nowhere else, so that a question which is sent again is
/// answered again and not asked again. They are kept for one device, or without one for one session.
/// </summary>
public sealed class RecentAnswers(TimeProvider time)
{
    /// <summary>From when it was there. One that is still being given stays.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    internal const int Most = 2_000;

    private readonly Dictionary<(string DeviceId, string Key), Entry> _answers = [];

    public int Count
    {
        get
        {
            lock (_answers)
            {
                return _answers.Count;
            }
        }
    }

    public RunningAnswer? Find(string deviceId, string key)
    {
        lock (_answers)
        {
            return _answers.GetValueOrDefault((deviceId, key))?.Answer;
        }
    }

    /// <summary>One of this person's that is still being given.</summary>
    public RunningAnswer? FindRunning(Guid userId, Guid id)
    {
        lock (_answers)
        {
            return _answers.Values.FirstOrDefault(each => each.Answer.Id == id && each.Answer.AskedBy == userId && !each.Answer.Done.IsCompleted)?.Answer;
        }
    }

    /// <summary>The one that was there before, if there was one.</summary>
    internal RunningAnswer Enter(string deviceId, string key, RunningAnswer answer)
    {
        lock (_answers)
        {
            if (_answers.TryGetValue((deviceId, key), out var earlier))
            {
                return earlier.Answer;
            }

            if (_answers.Count >= Most && _answers.Where(each => each.Value.Timer is not null).MinBy(each => each.Value.Since) is { Value: { } oldest, Key: var its })
            {
                Remove(its, oldest.Answer);
            }

            _answers[(deviceId, key)] = new Entry(answer);
            return answer;
        }
    }

    /// <summary>It is there: its time begins.</summary>
    internal void Keep(string deviceId, string key, RunningAnswer answer)
    {
        lock (_answers)
        {
            if (_answers.TryGetValue((deviceId, key), out var entry) && ReferenceEquals(entry.Answer, answer))
            {
                entry.Since = time.GetTimestamp();
                entry.Timer = time.CreateTimer(_ => Leave(deviceId, key, answer), state: null, Kept, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>It was not answered, or nobody may have it any more: sent again, it is asked again.</summary>
    internal void Leave(string deviceId, string key, RunningAnswer answer)
    {
        lock (_answers)
        {
            Remove((deviceId, key), answer);
        }
    }

    private void Remove((string DeviceId, string Key) key, RunningAnswer answer)
    {
        if (_answers.TryGetValue(key, out var current) && ReferenceEquals(current.Answer, answer))
        {
            _answers.Remove(key);
            current.Timer?.Dispose();
            answer.Watch?.Dispose();
        }
    }

    private sealed class Entry(RunningAnswer answer)
    {
        public RunningAnswer Answer { get; } = answer;

        /// <summary>Null while it is being given.</summary>
        public ITimer? Timer { get; set; }

        public long Since { get; set; }
    }
}
