namespace Wardline.Server.Realtime.Limits;

/// <summary>How many at a time, for each person or network.</summary>
internal sealed class Places<TKey>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _taken = [];

    /// <returns>Null when none is free.</returns>
    public Place? TryTake(TKey key)
    {
        lock (_taken)
        {
            var taken = _taken.GetValueOrDefault(key);
            if (taken >= most)
            {
                return null;
            }

            _taken[key] = taken + 1;
        }

        return new Place(() => Release(key));
    }

    private void Release(TKey key)
    {
        lock (_taken)
        {
            if (--_taken[key] == 0)
            {
                _taken.Remove(key);
            }
        }
    }
}

/// <summary>Disposed when it is given back; once is enough.</summary>
internal sealed class Place(Action release) : IDisposable
{
    private Action? _release = release;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
