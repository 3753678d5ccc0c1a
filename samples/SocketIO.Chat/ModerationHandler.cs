using Wardline.SocketIO;

namespace Chat;

internal sealed class ModerationHandler(SocketIOContext<ChatHandler> chat) : SocketIOHandler
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Answered with how many were told.</summary>
    [SocketEvent("announce")]
    public int Announce(string text) => chat.All.Emit("announcement", text);

    /// <summary>Asks everyone and is answered with those who answered in time.</summary>
    [SocketEvent("roll_call")]
    public async Task<IEnumerable<string>> RollCall(CancellationToken cancellationToken)
    {
        var replies = await chat.All.EmitWithAckAsync("are_you_there", "?", s_patience, cancellationToken);
        return replies.Where(each => each.Reply.Status == AckStatus.Received).Select(each => each.Socket.User.Identity!.Name!).Order();
    }

    [SocketEvent("remove")]
    public int Remove(string name) => chat.Namespace.Disconnect(socket => socket.User.Identity!.Name == name);
}
