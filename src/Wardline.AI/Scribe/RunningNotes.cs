using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Wardline.AI.Scribe;

/// <summary>The notes being written on this node, by the client's own id. One that ended leaves; from then on the stored one is the answer.</summary>
public sealed class RunningNotes
{
    /// <summary>At a time on this node; each may hold a transcript of 5 MiB.</summary>
    public const int Most = 100;

    /// <summary>At a time for one person, so that nobody takes them all.</summary>
    public const int MostPerPerson = 5;

    private readonly ConcurrentDictionary<(string Device, Guid ClientId), RunningNote> _running = new();
    private readonly ConcurrentDictionary<Guid, int> _reading = new();

    public bool TryGet(string device, Guid clientId, [NotNullWhen(true)] out RunningNote? note) => _running.TryGetValue((device, clientId), out note);

    /// <summary>The author's own note of that id, if it is being written here.</summary>
    public RunningNote? Find(Guid authorId, Guid id) => _running.Values.FirstOrDefault(note => note.Id == id && note.AuthorId == authorId);

    /// <summary>A place for reading a request's body, which may be large. Null when there is none.</summary>
    public IDisposable? TakePlace(Guid personId)
    {
        if (_reading.AddOrUpdate(personId, 1, (_, places) => places + 1) <= MostPerPerson && _reading.Values.Sum() <= Most)
        {
            return new Place(this, personId);
        }

        Release(personId);
        return null;
    }

    /// <summary>Null when there are too many. Another one with the same client id that came first is given instead.</summary>
    internal RunningNote? Enter(string device, Guid clientId, RunningNote note) =>
        _running.Count >= Most || _running.Values.Count(each => each.AuthorId == note.AuthorId) >= MostPerPerson ? null : _running.GetOrAdd((device, clientId), note);

    internal void Leave(string device, Guid clientId) => _running.TryRemove((device, clientId), out _);

    private void Release(Guid personId)
    {
        if (_reading.AddOrUpdate(personId, 0, (_, places) => places - 1) == 0)
        {
            _reading.TryRemove(new KeyValuePair<Guid, int>(personId, 0));
        }
    }

    private sealed class Place(RunningNotes notes, Guid personId) : IDisposable
    {
        public void Dispose() => notes.Release(personId);
    }
}
