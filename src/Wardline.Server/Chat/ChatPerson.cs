using Wardline.Access;
using Wardline.Access.Sessions;
using Wardline.Server.Realtime.Limits;
using Wardline.SocketIO;

namespace Wardline.Server.Chat;

/// <summary>The person behind a plain WebSocket.</summary>
/// <param name="department">The id of the department the path names.</param>
internal sealed class ChatPerson(SessionState session, string? address, string department, FrameAllowance frames)
{
    /// <summary>Answers one connection may wait for.</summary>
    private const int MostWaiting = 10;

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _waiting;

    public SessionState Session { get; } = session;

    public string Department { get; } = department;

    public FrameAllowance Frames { get; } = frames;

    /// <summary>Ends with the socket.</summary>
    public IDisposable? Watch { get; set; }

    public static ChatPerson Of(MessageSocket socket) => (ChatPerson)socket.State!;

    /// <param name="current">The session as it is now: departments may have changed since the socket was opened.</param>
    public Actor Actor(SessionState current) => current.Actor(device: null, address);

    /// <summary>A place among those that wait for an answer; false when there is none. <see cref="Tell"/> gives it back, or <see cref="Left"/>.</summary>
    public bool TryWait()
    {
        lock (_gate)
        {
            if (_waiting >= MostWaiting)
            {
                return false;
            }

            _waiting++;
            return true;
        }
    }

    public void Left()
    {
        lock (_gate)
        {
            _waiting--;
        }
    }

    /// <summary>Answers go out in the order of the questions, however long each takes, and beside the socket's other messages.</summary>
    /// <param name="tell">Must not throw.</param>
    public void Tell(Func<Task> tell)
    {
        lock (_gate)
        {
            _last = AfterAsync(_last, tell);
        }
    }

    private async Task AfterAsync(Task earlier, Func<Task> tell)
    {
        await earlier;
        await tell();
        Left();
    }
}
