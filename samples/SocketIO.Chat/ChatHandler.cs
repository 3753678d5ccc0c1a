using Wardline.SocketIO;

namespace Chat;

internal sealed record Post(string Room, string Text);

internal sealed record Message(string Room, string From, string Text, DateTimeOffset At);

internal sealed class ChatHandler(TimeProvider time) : SocketIOHandler
{
    private const int LongestText = 1000;

    private string Name => Socket.User.Identity!.Name!;

    public override ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        Clients.Others.Emit("arrived", Name);
        return base.OnConnectAsync(cancellationToken);
    }

    public override ValueTask OnDisconnectAsync(DisconnectReason reason, CancellationToken cancellationToken)
    {
        Clients.Others.Emit("left", Name);
        return ValueTask.CompletedTask;
    }

    /// <summary>Answered with who is in the room.</summary>
    [SocketEvent("join")]
    public IEnumerable<string> Join(string room)
    {
        Socket.Join(Named(room));
        return Clients.Room(Named(room)).Sockets().Select(socket => socket.User.Identity!.Name!).Distinct().Order();
    }

    [SocketEvent("leave")]
    public void Leave(string room) => Socket.Leave(Named(room));

    /// <summary>Answered with the message as the others see it.</summary>
    [SocketEvent("post")]
    public Message Post(Post post)
    {
        if (!Socket.Rooms.Contains(Named(post.Room)))
        {
            throw new SocketIOException("not_in_room", $"Join {post.Room} first.");
        }
        if (post.Text.Length > LongestText)
        {
            throw new SocketIOException("too_long", "That is too long.", new { longest = LongestText });
        }
        var message = new Message(post.Room, Name, post.Text, time.GetUtcNow());
        Clients.OthersInRoom(Named(post.Room)).Emit("message", message);
        return message;
    }

    /// <summary>Worth nothing later, so it is dropped for those who lag behind.</summary>
    [SocketEvent("typing")]
    public void Typing(string room) => Clients.OthersInRoom(Named(room)).Volatile.Emit("typing", room, Name);

    /// Clients name rooms. Without the prefix that could be a room of the server's own, or the id of somebody's socket.
    private static string Named(string room) => $"room:{room}";
}
