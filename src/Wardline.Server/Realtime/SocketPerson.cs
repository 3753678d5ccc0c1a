using Wardline.Access;
using Wardline.Access.Sessions;
using Wardline.Server.Realtime.Limits;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>The person behind a socket, and what it listens to.</summary>
internal sealed class SocketPerson(SessionState session, string? device, string? address)
{
    private int _awaitedAnswers;

    public SessionState Session { get; } = session;

    public Actor Actor { get; } = session.Actor(device, address);

    /// <summary>Streams this socket is attached to. Taken under its own lock: the lane and the feed both change it.</summary>
    public HashSet<string> Streams { get; } = [];

    /// <summary>Ends with the socket.</summary>
    public IDisposable? Watch { get; set; }

    /// <summary>What was taken for as long as the socket lives.</summary>
    public required Place Place { get; init; }

    /// <summary>What this socket may still send.</summary>
    public required FrameAllowance Frames { get; init; }

    /// <summary>One more answer of the assistant's this socket waits for; false when there are too many.</summary>
    public bool TryAwaitAnswer(int most)
    {
        if (Interlocked.Increment(ref _awaitedAnswers) <= most)
        {
            return true;
        }

        AnswerCame();
        return false;
    }

    public void AnswerCame() => Interlocked.Decrement(ref _awaitedAnswers);

    public static SocketPerson Of(SocketConnection socket) => (SocketPerson)socket.State!;

    public static string UserRoom(Guid userId) => $"sockets of {userId}";
}
