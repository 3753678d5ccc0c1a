using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Wardline.SocketIO.Fuzz.Model;

namespace Wardline.SocketIO.Fuzz.Wire;

/// A TCP connection that sends whatever bytes it is given, and reads the server's frames strictly.
internal sealed class WireClient : IDisposable
{
    private static int s_dialled;

    private readonly Socket _socket;
    private byte[] _read = new byte[4096];
    private int _start;
    private int _end;

    private WireClient(Socket socket) => _socket = socket;

    public Heard Heard { get; } = new();

    public static async Task<WireClient> DialAsync(int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // From several addresses, as the ports of ended connections stay taken for a minute.
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(1 + (Interlocked.Increment(ref s_dialled) & 63))]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task<WireClient> OpenAsync(int port, string target, CancellationToken ct)
    {
        var client = await DialAsync(port, ct);
        var head = await client.RequestAsync($"GET {target} HTTP/1.1\r\n{Handshake}\r\n", ct);
        return head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) ? client : throw new IOException($"No WebSocket: {head}");
    }

    public const string Handshake =
        "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

    /// Gives the head of the answer.
    public async Task<string> RequestAsync(string request, CancellationToken ct)
    {
        await SendAsync(Encoding.Latin1.GetBytes(request), ct);
        while (true)
        {
            int end = _read.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.Latin1.GetString(_read, _start, end);
                _start += end + 4;
                return head;
            }
            if (!await FillAsync(ct))
            {
                throw new IOException("The server hung up instead of answering a request.");
            }
        }
    }

    /// What is left of an answer after which the server hangs up.
    public async Task<string> RestAsync(CancellationToken ct)
    {
        while (await FillAsync(ct))
        {
        }
        return Encoding.Latin1.GetString(_read, _start, _end - _start);
    }

    /// A server that has hung up, as it does after a close frame of the client, is left for the reading to notice.
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, ct)..];
            }
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
        }
    }

    /// Reads until that has been heard, or the end.
    public async Task HearAsync(Func<Heard, bool> enough, CancellationToken ct)
    {
        while (Heard.Close is null && !enough(Heard))
        {
            if (!TryFrame() && !await FillAsync(ct))
            {
                Heard.Close = Status.Cut;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool TryFrame()
    {
        var bytes = _read.AsSpan(_start, _end - _start);
        if (bytes.Length < 2)
        {
            return false;
        }
        int size = bytes[1];
        int at = size == 126 ? 4 : size == 127 ? 10 : 2;
        if (bytes.Length < at)
        {
            return false;
        }
        int length = size == 126 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : size == 127 ? checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])) : size;
        if (bytes.Length < at + length)
        {
            return false;
        }
        Hear(bytes[0], bytes.Slice(at, length).ToArray());
        _start += at + length;
        return true;
    }

    private void Hear(byte first, byte[] payload)
    {
        switch (first)
        {
            case 0x81 when WebSocketModel.IsUtf8(payload):
                Heard.Text(Encoding.UTF8.GetString(payload));
                break;
            case 0x82:
                Heard.Binary(payload);
                break;
            case 0x88 when payload.Length != 1:
                Heard.Close = payload.Length == 0 ? Status.None : BinaryPrimitives.ReadUInt16BigEndian(payload);
                break;
            case 0x8A:
                Heard.Pongs.Add(payload);
                break;
            default:
                throw new InvalidDataException($"The server sent a frame {first:x2} with {Convert.ToHexString(payload)}.");
        }
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        if (_start > 0 && _start == _end)
        {
            _start = _end = 0;
        }
        if (_end == _read.Length)
        {
            var room = _end - _start > _read.Length / 2 ? new byte[2 * _read.Length] : _read;
            _read.AsSpan(_start, _end - _start).CopyTo(room);
            (_read, _start, _end) = (room, 0, _end - _start);
        }
        try
        {
            int count = await _socket.ReceiveAsync(_read.AsMemory(_end), SocketFlags.None, ct);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
