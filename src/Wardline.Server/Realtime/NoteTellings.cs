using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>
/// The notes a socket is being told of. Asked again for the same note, the telling begins anew and the one under way
/// ends: never two at once. A socket that asks for ever more is told to wait.
/// </summary>
internal sealed class NoteTellings
{
    private const int Most = 8;

    private readonly Dictionary<Guid, NoteTelling> _underWay = [];

    public static NoteTellings Of(SocketConnection socket)
    {
        lock (socket.Items)
        {
            if (socket.Items.TryGetValue(typeof(NoteTellings), out var known) && known is NoteTellings tellings)
            {
                return tellings;
            }

            var made = new NoteTellings();
            socket.Items[typeof(NoteTellings)] = made;
            return made;
        }
    }

    /// <summary>Null when there are too many.</summary>
    public NoteTelling? Begin(Guid noteId, CancellationToken disconnected)
    {
        NoteTelling telling;
        NoteTelling? earlier;
        lock (_underWay)
        {
            if (!_underWay.TryGetValue(noteId, out earlier) && _underWay.Count >= Most)
            {
                return null;
            }

            _underWay[noteId] = telling = new NoteTelling(this, noteId, disconnected);
        }

        earlier?.End();
        return telling;
    }

    internal void Leave(Guid noteId, NoteTelling telling)
    {
        lock (_underWay)
        {
            if (_underWay.TryGetValue(noteId, out var latest) && ReferenceEquals(latest, telling))
            {
                _underWay.Remove(noteId);
            }
        }
    }
}

internal sealed class NoteTelling : IDisposable
{
    private readonly NoteTellings _tellings;
    private readonly Guid _noteId;
    private readonly CancellationTokenSource _ended;

    public NoteTelling(NoteTellings tellings, Guid noteId, CancellationToken disconnected)
    {
        _tellings = tellings;
        _noteId = noteId;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(disconnected);
        Ended = _ended.Token;
    }

    /// <summary>The socket is gone, or a new telling took this one's place.</summary>
    public CancellationToken Ended { get; }

    public void End()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had come to its end by itself.
        }
    }

    public void Dispose()
    {
        _tellings.Leave(_noteId, this);
        _ended.Dispose();
    }
}
