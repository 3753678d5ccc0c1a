using System.Runtime.InteropServices;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.Namespaces;

/// Who is in which room, under one lock. A broadcast holds it only while it puts the shared packet into the receivers' outboxes,
/// and thereby every receiver sees a namespace's broadcasts in the same order.
internal sealed class RoomTable(int maxRooms)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketConnection> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<SocketConnection>> _rooms = new(StringComparer.Ordinal);

    public void Add(SocketConnection socket)
    {
        lock (_gate)
        {
            if (!socket.HasLeft)
            {
                _sockets.Add(socket.Id, socket);
            }
        }
    }

    public void Remove(SocketConnection socket)
    {
        lock (_gate)
        {
            socket.HasLeft = true;
            _sockets.Remove(socket.Id);
            foreach (var room in socket.RoomSet ?? [])
            {
                Drop(socket, room);
            }
            socket.RoomSet = null;
        }
    }

    public bool Join(SocketConnection socket, string room)
    {
        lock (_gate)
        {
            if (socket.HasLeft || socket.RoomSet?.Count >= maxRooms)
            {
                return socket.RoomSet?.Contains(room) ?? false;
            }
            if (_sockets.TryGetValue(room, out var other) && other != socket)
            {
                // A room of that name would take over what is meant for the other.
                return false;
            }
            if ((socket.RoomSet ??= new(StringComparer.Ordinal)).Add(room))
            {
                ref var members = ref CollectionsMarshal.GetValueRefOrAddDefault(_rooms, room, out _);
                (members ??= []).Add(socket);
            }
            return true;
        }
    }

    public void Leave(SocketConnection socket, string room)
    {
        lock (_gate)
        {
            if (socket.RoomSet?.Remove(room) == true)
            {
                Drop(socket, room);
            }
        }
    }

    public string[] RoomsOf(SocketConnection socket)
    {
        lock (_gate)
        {
            return socket.RoomSet is null ? [] : [.. socket.RoomSet];
        }
    }

    public SocketConnection? Find(string socketId)
    {
        lock (_gate)
        {
            return _sockets.GetValueOrDefault(socketId);
        }
    }

    public List<SocketConnection> Select(string[] rooms, string[] except)
    {
        var chosen = new List<SocketConnection>();
        lock (_gate)
        {
            if (rooms.Length == 0)
            {
                chosen.AddRange(_sockets.Values.Where(socket => !IsIn(socket, except)));
            }
            for (int i = 0; i < rooms.Length; i++)
            {
                if (_rooms.TryGetValue(rooms[i], out var members))
                {
                    chosen.AddRange(members.Where(socket => !IsIn(socket, rooms.AsSpan(0, i)) && !IsIn(socket, except)));
                }
                else if (_sockets.TryGetValue(rooms[i], out var socket) && !IsIn(socket, rooms.AsSpan(0, i)) && !IsIn(socket, except))
                {
                    chosen.Add(socket);
                }
            }
        }
        return chosen;
    }

    /// As Select, without a list. Returns how many took the packet.
    public int Send(string[] rooms, string[] except, EncodedPacket packet, bool isVolatile)
    {
        int sent = 0;
        lock (_gate)
        {
            if (rooms.Length == 0)
            {
                foreach (var socket in _sockets.Values)
                {
                    sent += Send(socket, [], except, packet, isVolatile);
                }
            }
            for (int i = 0; i < rooms.Length; i++)
            {
                var earlier = rooms.AsSpan(0, i);
                if (_rooms.TryGetValue(rooms[i], out var members))
                {
                    foreach (var socket in members)
                    {
                        sent += Send(socket, earlier, except, packet, isVolatile);
                    }
                }
                else if (_sockets.TryGetValue(rooms[i], out var socket))
                {
                    sent += Send(socket, earlier, except, packet, isVolatile);
                }
            }
        }
        return sent;
    }

    private static int Send(SocketConnection socket, ReadOnlySpan<string> earlier, ReadOnlySpan<string> except, EncodedPacket packet, bool isVolatile) =>
        !IsIn(socket, earlier) && !IsIn(socket, except) && socket.Send(packet, isVolatile) ? 1 : 0;

    private static bool IsIn(SocketConnection socket, ReadOnlySpan<string> rooms)
    {
        foreach (string room in rooms)
        {
            if (room == socket.Id || socket.RoomSet?.Contains(room) == true)
            {
                return true;
            }
        }
        return false;
    }

    private void Drop(SocketConnection socket, string room)
    {
        if (_rooms.TryGetValue(room, out var members) && members.Remove(socket) && members.Count == 0)
        {
            _rooms.Remove(room);
        }
    }
}
