using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wardline.SocketIO.Tests;

internal readonly record struct Frame(byte First, byte[] Payload)
{
    public int Opcode => First & 0x0F;

    public string Text => Encoding.UTF8.GetString(Payload);
}

/// A WebSocket client of our own, frame by frame, so that tests can send what no proper client would.
internal sealed class WireSocket : IAsyncDisposable
{
    private const string WebSocketQuery = "EIO=4&transport=websocket";

    private readonly TcpClient _tcp;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    private WireSocket(TcpClient tcp) => _tcp = tcp;

    /// Pings are answered unless a test wants to see them.
    public bool AnswerPings { get; set; } = true;

    public string OpenPacket { get; private set; } = "";

    private NetworkStream Stream => _tcp.GetStream();

    /// Opens the WebSocket and reads the open packet.
    public static async Task<WireSocket> OpenAsync(TestServer server, string path = "/api/socket/", string headers = "")
    {
        var socket = await DialAsync(server);
        string answer = await socket.UpgradeAsync($"{path}?{WebSocketQuery}", headers);
        Assert.StartsWith("HTTP/1.1 101", answer, StringComparison.Ordinal);
        socket.OpenPacket = (await socket.ReadFrameAsync())!.Value.Text;
        return socket;
    }

    /// Opens a WebSocket without a protocol on top.
    public static async Task<WireSocket> PlainAsync(TestServer server, string target = "/ws", string headers = "", int receiveBuffer = 0)
    {
        var socket = await DialAsync(server, receiveBuffer);
        string answer = await socket.UpgradeAsync(target, headers);
        Assert.StartsWith("HTTP/1.1 101", answer, StringComparison.Ordinal);
        return socket;
    }

    /// Opens and enters the main namespace.
    public static async Task<WireSocket> ConnectAsync(TestServer server, string connect = "40")
    {
        var socket = await OpenAsync(server);
        await socket.SendAsync(connect);
        Assert.StartsWith("40", await socket.ReadAsync(), StringComparison.Ordinal);
        return socket;
    }

    public static async Task<WireSocket> DialAsync(TestServer server, int receiveBuffer = 0)
    {
        var tcp = new TcpClient { NoDelay = true };
        if (receiveBuffer > 0)
        {
            tcp.ReceiveBufferSize = receiveBuffer;
        }
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        return new(tcp);
    }

    /// Sends the upgrade request and gives the head of the answer.
    public async Task<string> UpgradeAsync(string target = $"/api/socket/?{WebSocketQuery}", string headers = "", string method = "GET")
    {
        await SendRawAsync(Encoding.ASCII.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{headers}\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await Stream.ReadAsync(one, _limit.Token) == 1)
        {
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    public Task SendAsync(string text) => SendFrameAsync(0x81, Encoding.UTF8.GetBytes(text));

    public Task SendBinaryAsync(params byte[] bytes) => SendFrameAsync(0x82, bytes);

    public Task SendFrameAsync(byte first, byte[] payload, bool mask = true) => SendRawAsync(Encode(first, payload, mask));

    public async Task SendRawAsync(byte[] bytes) => await Stream.WriteAsync(bytes, _limit.Token);

    public static byte[] Encode(byte first, byte[] payload, bool mask = true)
    {
        int length = payload.Length < 126 ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[length + (mask ? 4 : 0) + payload.Length];
        frame[0] = first;
        frame[1] = (byte)((mask ? 0x80 : 0) | (length == 2 ? payload.Length : length == 4 ? 126 : 127));
        if (length == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else if (length == 10)
        {
            BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
        }
        byte[] key = [0x11, 0x22, 0x33, 0x44];
        if (mask)
        {
            key.CopyTo(frame, length);
            length += 4;
        }
        for (int i = 0; i < payload.Length; i++)
        {
            frame[length + i] = (byte)(payload[i] ^ (mask ? key[i % 4] : 0));
        }
        return frame;
    }

    /// Null when the connection has ended.
    public async Task<Frame?> ReadFrameAsync()
    {
        try
        {
            var head = await ExactlyAsync(2);
            int length = head[1] & 0x7F;
            Assert.Equal(0, head[1] & 0x80);
            if (length == 126)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(await ExactlyAsync(2));
            }
            else if (length == 127)
            {
                length = (int)BinaryPrimitives.ReadUInt64BigEndian(await ExactlyAsync(8));
            }
            return new(head[0], await ExactlyAsync(length));
        }
        catch (Exception error) when (error is IOException)
        {
            return null;
        }
    }

    /// The next message that is not a ping.
    public async Task<string> ReadAsync() => (await ReadMessageAsync(1)).Text;

    public async Task<byte[]> ReadBinaryAsync() => (await ReadMessageAsync(2)).Payload;

    /// The status of the close frame; 0 when the connection was cut without one. What comes before it is skipped.
    public async Task<int> ReadCloseAsync()
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Opcode == 8)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
            }
        }
        return 0;
    }

    public async Task AssertClosedAsync(int status)
    {
        Assert.Equal(status, await ReadCloseAsync());
    }

    /// Proves that nothing else is on its way: the answer to an event comes after all that was sent before it.
    public async Task<string> RoundTripAsync()
    {
        await SendAsync("""42999["no such event"]""");
        return await ReadAsync();
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        _limit.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Frame> ReadMessageAsync(int opcode)
    {
        while (true)
        {
            var frame = await ReadFrameAsync() ?? throw new IOException("The connection ended.");
            if (frame is { Opcode: 1, Text: "2" } && AnswerPings)
            {
                await SendAsync("3");
                continue;
            }
            Assert.True(frame.Opcode == opcode, $"Got a frame {frame.First:x2} with {frame.Text}.");
            return frame;
        }
    }

    private async Task<byte[]> ExactlyAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, _limit.Token);
        return bytes;
    }
}
