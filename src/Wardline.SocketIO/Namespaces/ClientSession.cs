using System.Text.Json;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.Packets;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Namespaces;

/// The Socket.IO side of one connection: reads packets and leads them to the socket of their namespace.
/// Anything the protocol does not allow ends the connection.
internal sealed class ClientSession(SocketIOServer server, EngineEndpoint endpoint, HandshakeSnapshot handshake) : EngineSession(server.Host, endpoint)
{
    // One per namespace ever entered, so never more than there are namespaces; a socket that has left stays until it comes again.
    private readonly List<SocketConnection> _sockets = new(1);
    private PartialPacket? _partial;
    private bool _closed;

    public SocketIOServer Server { get; } = server;

    public HandshakeSnapshot Handshake { get; } = handshake;

    public void Admitted() => Confirm();

    protected override void OnMessage(ReadOnlySpan<byte> message, bool isBinary)
    {
        if (!(isBinary ? TryAttach(message) : TryReceive(message)))
        {
            Server.Log.InvalidPacket(Id);
            Close(DisconnectReason.ProtocolError, WebSocketStatus.PolicyViolation, "invalid packet");
        }
    }

    protected override void OnClosed(DisconnectReason reason)
    {
        base.OnClosed(reason);
        SocketConnection[] sockets;
        lock (Gate)
        {
            _closed = true;
            sockets = [.. _sockets];
        }
        foreach (var socket in sockets)
        {
            socket.TryEnd(reason);
        }
        Server.Log.Closed(Id, reason);
    }

    private bool TryReceive(ReadOnlySpan<byte> message)
    {
        if (_partial is not null || !PacketHead.TryRead(message, out var head))
        {
            return false;
        }
        var json = message[head.JsonStart..];
        switch (head.Type)
        {
            case PacketType.Connect:
                return head.AckId is null && TryConnect(head.Namespace, json);
            case PacketType.Disconnect:
                return head.AckId is null && json.IsEmpty && TryLeave(head.Namespace);
            case PacketType.Event:
            case PacketType.Ack:
                return TryDispatch(head, json, []);
            case PacketType.BinaryEvent:
            case PacketType.BinaryAck:
                if (head.Attachments > Server.Options.MaxAttachments)
                {
                    return false;
                }
                if (head.Attachments == 0)
                {
                    return TryDispatch(head, json, []);
                }
                _partial = new(head, json.ToArray());
                return true;
            default:
                return false;
        }
    }

    private bool TryAttach(ReadOnlySpan<byte> attachment)
    {
        if (_partial is not { } partial || !partial.TryAdd(attachment, Server.Options.MaxAttachmentBytes))
        {
            return false;
        }
        if (!partial.IsComplete)
        {
            return true;
        }
        _partial = null;
        return TryDispatch(partial.Head, partial.Json, partial.Attachments);
    }

    private bool TryConnect(string name, ReadOnlySpan<byte> json)
    {
        if (!TryReadAuth(json, out var auth))
        {
            return false;
        }
        if (Server.Find(name) is not { } ns)
        {
            Send(PacketEncoder.ConnectError(name, """{"message":"Invalid namespace"}"""u8));
            return true;
        }
        SocketConnection socket;
        SocketConnection? former = null;
        lock (Gate)
        {
            if (_closed)
            {
                return true;
            }
            int index = _sockets.FindIndex(other => other.Namespace == ns);
            if (index >= 0 && _sockets[index].SettledPhase() != SocketPhase.Gone)
            {
                return false;
            }
            socket = new(this, ns, auth);
            if (index >= 0)
            {
                former = _sockets[index];
                _sockets[index] = socket;
            }
            else
            {
                _sockets.Add(socket);
            }
        }
        if (Host.IsDraining)
        {
            // Not a refusal: a client that is refused would not try again, one that is closed does.
            Close(DisconnectReason.ServerShutdown, WebSocketStatus.GoingAway);
            return true;
        }
        socket.StartConnecting(former);
        return true;
    }

    private bool TryReadAuth(ReadOnlySpan<byte> json, out JsonElement? auth)
    {
        auth = null;
        if (json.IsEmpty)
        {
            return true;
        }
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Server.Options.MaxJsonDepth });
            auth = JsonElement.ParseValue(ref reader);
            return auth.Value.ValueKind == JsonValueKind.Object && !reader.Read() && IsReadable(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// Throws for half of a surrogate pair, escaped: whoever looks at `auth` may take its strings for readable.
    private static bool IsReadable(ReadOnlySpan<byte> json)
    {
        if (json.Contains((byte)'\\'))
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                _ = reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true } ? reader.GetString() : null;
            }
        }
        return true;
    }

    private bool TryLeave(string name)
    {
        if (Find(name) is not { } socket)
        {
            return false;
        }
        socket.TryEnd(DisconnectReason.ClientLeft);
        return true;
    }

    private bool TryDispatch(in PacketHead head, ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        bool isBinary = head.Type is PacketType.BinaryEvent or PacketType.BinaryAck;
        if (Find(head.Namespace) is not { } socket
            || !JsonArguments.TryScan(json, Server.Options.MaxJsonDepth, isBinary ? attachments.Count : null, out var arguments))
        {
            return false;
        }
        if (head.Type is PacketType.Ack or PacketType.BinaryAck)
        {
            if (head.AckId is not { } id)
            {
                return false;
            }
            socket.Answered(id, new(AckStatus.Received, json.ToArray(), arguments, attachments));
            return true;
        }
        if (arguments.Length == 0 || !EventName.TryRead(json, arguments[0], socket.Namespace, out var handler))
        {
            return false;
        }
        if (socket.SettledPhase() == SocketPhase.Gone)
        {
            // It crossed the server's own disconnect on the way.
            return true;
        }
        if (handler is null)
        {
            socket.Acknowledge(head.AckId, Server.Options.Errors.UnknownEvent);
            return true;
        }
        socket.Receive(new(socket, handler.Pipeline, handler.Name, head.AckId, json.ToArray(), arguments, attachments));
        return true;
    }

    private SocketConnection? Find(string name)
    {
        lock (Gate)
        {
            foreach (var socket in _sockets)
            {
                if (socket.Namespace.Name == name)
                {
                    return socket;
                }
            }
            return null;
        }
    }
}

internal static class EventName
{
    private const int Longest = 256;

    /// False when the first argument cannot name an event; true with no handler when nothing is registered under it.
    public static bool TryRead(ReadOnlySpan<byte> json, Argument argument, SocketNamespace ns, out RegisteredHandler? handler)
    {
        handler = null;
        var raw = json.Slice(argument.Start, argument.Length);
        if (raw[0] != (byte)'"')
        {
            // The protocol also allows numbers; none is ever registered.
            return raw[0] == (byte)'-' || char.IsAsciiDigit((char)raw[0]);
        }
        if (raw.Length > Longest)
        {
            return true;
        }
        Span<char> name = stackalloc char[Longest];
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        try
        {
            name = name[..reader.CopyString(name)];
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate.
            return false;
        }
        handler = ns.Handler(name);
        return handler is not null || !ReservedEvents.Contains(name);
    }
}
