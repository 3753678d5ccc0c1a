using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wardline.Bench.Realtime.Load;

/// <summary>
/// As much of a Socket.IO client as a measurement needs: it opens, enters the main namespace, answers pings, and hands on
/// what else comes. It throws when the server breaks off, so that no figure comes from fewer sockets than it says.
/// </summary>
internal sealed class Client : IDisposable
{
    private static readonly byte[] HandshakeEnd = "\r\n\r\n"u8.ToArray();

    private readonly EventLoop _loop;
    private readonly ClientEvents _events;
    private readonly Socket _socket;
    private readonly int _descriptor;
    private ClientTls? _tls;
    private byte[] _rest = [];
    private int _restLength;
    private Phase _phase;

    private Client(EventLoop loop, ClientEvents events, Socket socket)
    {
        _loop = loop;
        _events = events;
        _socket = socket;
        _descriptor = (int)socket.Handle;
    }

    private enum Phase
    {
        Upgrading,
        Entering,
        Connected,
        Closing,
        Gone,
    }

    /// <summary>For the scenario.</summary>
    public int Number { get; private init; }

    internal bool IsGone => _phase == Phase.Gone;

    public static void Open(EventLoop loop, ClientEvents events, int port, bool tls, int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // Several addresses, as closed connections keep their ports for a minute.
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(1 + (number % 32))]), 0));
        socket.Connect(IPAddress.Loopback, port);
        socket.Blocking = false;
        var client = new Client(loop, events, socket) { Number = number };
        loop.Add(client, client._descriptor);
        loop.Opening++;
        if (tls)
        {
            client._tls = new ClientTls(client);
            client._tls.Start();
        }
        else
        {
            client.Upgrade();
        }
    }

    public void Send(ReadOnlySpan<byte> text) => SendFrame(ClientFrame.Text, text);

    public void Close()
    {
        _phase = Phase.Closing;
        SendFrame(ClientFrame.Close, [0x03, 0xe8]);
    }

    public void Dispose()
    {
        _phase = Phase.Gone;
        _loop.Remove(_descriptor);
        _tls?.Dispose();
        _socket.Dispose();
    }

    internal void Upgrade() => SendBytes(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"u8
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8);

    /// <summary>Bytes for the socket as they are.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var sent = _socket.Send(bytes, SocketFlags.None, out var error);
            if (error is SocketError.WouldBlock && _socket.Poll(TimeSpan.FromSeconds(5), SelectMode.SelectWrite))
            {
                continue;
            }

            bytes = error == SocketError.Success ? bytes[sent..] : throw new SocketException((int)error);
        }
    }

    /// <summary>Reads once; what does not fit comes with the next turn of the loop.</summary>
    internal void Receive(byte[] buffer)
    {
        var count = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || count == 0)
        {
            End();
        }
        else if (_tls is null)
        {
            Consume(buffer.AsSpan(0, count));
        }
        else
        {
            _tls.Feed(buffer.AsSpan(0, count));
        }
    }

    internal void Consume(ReadOnlySpan<byte> bytes)
    {
        var at = Stopwatch.GetTimestamp();
        if (_restLength > 0)
        {
            Keep(bytes);
            bytes = _rest.AsSpan(0, _restLength);
        }

        var used = 0;
        while (_phase != Phase.Gone && ConsumeOne(bytes[used..], at) is > 0 and var length)
        {
            used += length;
        }

        var left = bytes[used..];
        _restLength = 0;
        if (left.Length > 0 && _phase != Phase.Gone)
        {
            Keep(left);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_rest.Length < _restLength + bytes.Length)
        {
            Array.Resize(ref _rest, Math.Max(_restLength + bytes.Length, _rest.Length * 2));
        }

        bytes.CopyTo(_rest.AsSpan(_restLength));
        _restLength += bytes.Length;
    }

    private int ConsumeOne(ReadOnlySpan<byte> bytes, long at)
    {
        if (_phase == Phase.Upgrading)
        {
            return ConsumeUpgrade(bytes);
        }

        var length = ClientFrame.Read(bytes, out var opcode, out var payload);
        if (length > 0)
        {
            if (opcode == ClientFrame.Text)
            {
                Handle(payload, at);
            }
            else if (opcode == ClientFrame.Close)
            {
                End();
            }
        }

        return length;
    }

    private int ConsumeUpgrade(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf(HandshakeEnd);
        if (end < 0)
        {
            return 0;
        }

        if (!bytes.StartsWith("HTTP/1.1 101 "u8))
        {
            throw new InvalidOperationException($"The server refused a client: {Encoding.ASCII.GetString(bytes[..end])}");
        }

        _phase = Phase.Entering;
        return end + HandshakeEnd.Length;
    }

    private void Handle(ReadOnlySpan<byte> message, long at)
    {
        if (message.StartsWith("42"u8) || message.StartsWith("43"u8))
        {
            _events.Message(this, message, at);
        }
        else if (message.SequenceEqual("2"u8))
        {
            Send("3"u8);
        }
        else if (message.StartsWith("0"u8))
        {
            Send("40"u8);
        }
        else if (message.StartsWith("40"u8))
        {
            _phase = Phase.Connected;
            _loop.Opening--;
            _events.Connected(this);
        }
        else
        {
            throw new InvalidOperationException($"A client got {Encoding.UTF8.GetString(message)}.");
        }
    }

    private void End()
    {
        if (_phase == Phase.Gone)
        {
            return;
        }

        if (_phase != Phase.Closing)
        {
            throw new InvalidOperationException($"The server broke off the connection of client {Number} ({_phase}).");
        }

        Dispose();
        _events.Closed(this);
    }

    private void SendFrame(byte opcode, ReadOnlySpan<byte> payload)
    {
        var length = ClientFrame.Write(_loop.Scratch, opcode, payload);
        SendBytes(_loop.Scratch.AsSpan(0, length));
    }

    private void SendBytes(ReadOnlySpan<byte> bytes)
    {
        if (_tls is null)
        {
            Write(bytes);
        }
        else
        {
            _tls.Send(bytes);
        }
    }
}
