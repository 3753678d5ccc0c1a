using System.Collections.Concurrent;
using System.Text.Json;
using Wardline.SocketIO;

namespace Wardline.Server.Chat;

/// <summary>Tells everybody who has a department's plain WebSocket open on this node.</summary>
internal sealed class DepartmentNotices
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<MessageSocket, byte>> _open = new();

    /// <param name="priority"><c>routine</c>, <c>urgent</c> or <c>critical</c>.</param>
    /// <returns>How many were told.</returns>
    public int Send(string department, string priority, string title, string message, bool requiresAction)
    {
        if (!_open.TryGetValue(department, out var sockets))
        {
            return 0;
        }

        var notice = Encode(department, priority, title, message, requiresAction);
        return sockets.Keys.Count(socket => socket.Send(notice));
    }

    public static byte[] Encode(string department, string priority, string title, string message, bool requiresAction) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new SystemNotification("system_notification", Guid.CreateVersion7(), priority, message.Length == 0 ? title : $"{title}: {message}", department, requiresAction),
            ChatJson.Default.SystemNotification);

    public void Enter(string department, MessageSocket socket) => _open.GetOrAdd(department, _ => new())[socket] = 0;

    public void Leave(string department, MessageSocket socket)
    {
        if (_open.TryGetValue(department, out var sockets))
        {
            sockets.TryRemove(socket, out _);
        }
    }
}
