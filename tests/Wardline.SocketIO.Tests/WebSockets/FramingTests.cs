using System.Text;

namespace Wardline.SocketIO.Tests.WebSockets;

/// Messages, fragments, control frames and sizes against an echo.
public sealed class FramingTests(EchoServer echo) : IClassFixture<EchoServer>
{
    public static TheoryData<bool, int, int> Sizes()
    {
        var data = new TheoryData<bool, int, int>();
        foreach (bool isText in new[] { true, false })
        {
            foreach (int length in new[] { 0, 1, 2, 124, 125, 126, 127, 128, 255, 256 })
            {
                data.Add(isText, length, 0);
                data.Add(isText, length, 1);
            }
            foreach (int length in new[] { 8_185, 8_186, 8_192, 8_193, 65_534, 65_535, 65_536, 65_537, 1 << 20, EchoServer.Limit })
            {
                data.Add(isText, length, 0);
                data.Add(isText, length, 1_997);
            }
        }
        return data;
    }

    [Theory]
    [Trait("Rule", "WS-2")]
    [MemberData(nameof(Sizes))]
    public async Task Message_of_any_size_comes_back(bool isText, int length, int piece)
    {
        await using var socket = await echo.OpenAsync();
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        for (int i = 0; isText && i < length; i++)
        {
            payload[i] &= 0x7F;
        }
        await Frames.SendAsync(socket, WireSocket.Encode(isText ? Frames.Text : Frames.Binary, payload), piece);
        var frame = await socket.ReadFrameAsync();
        Assert.Equal(isText ? 1 : 2, frame!.Value.Opcode);
        Assert.Equal(payload, frame.Value.Payload);
    }

    [Theory]
    [Trait("Rule", "EIO-12")]
    [InlineData(64)]
    [InlineData(1_300)]
    [InlineData(8_192)]
    [InlineData(65_536)]
    public async Task Long_message_in_fragments_of_any_size_comes_back(int fragment)
    {
        await using var socket = await echo.OpenAsync();
        var payload = new byte[1 << 18];
        new Random(fragment).NextBytes(payload);
        var parts = payload.Chunk(fragment).ToArray();
        var wire = parts.SelectMany((part, i) => WireSocket.Encode((byte)((i == parts.Length - 1 ? 0x80 : 0) | (i == 0 ? 2 : 0)), part)).ToArray();
        await Frames.SendAsync(socket, wire, 0);
        Assert.Equal(payload, (await socket.ReadFrameAsync())!.Value.Payload);
    }

    [Fact]
    [Trait("Rule", "WS-2")]
    public async Task Many_messages_in_one_segment_come_back_in_order()
    {
        await using var socket = await echo.OpenAsync();
        await socket.SendRawAsync([.. Enumerable.Range(0, 50).SelectMany(i => Frames.Of(Frames.Text, $"message {i}"))]);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"message {i}", await socket.ReadAsync());
        }
    }

    public static TheoryData<string, byte[], string[]> Conversations() => new()
    {
        { "empty ping", Frames.Of(Frames.Ping), ["pong "] },
        { "ping with text", Frames.Of(Frames.Ping, "hello"), ["pong hello"] },
        { "longest ping", Frames.Of(Frames.Ping, new string('p', 125)), ["pong " + new string('p', 125)] },
        { "ten pings", [.. Enumerable.Range(0, 10).SelectMany(i => Frames.Of(Frames.Ping, $"{i}"))], [.. Enumerable.Range(0, 10).Select(i => $"pong {i}")] },
        { "pong nobody asked for", [.. Frames.Of(Frames.Pong, "x"), .. Frames.Of(Frames.Ping, "y")], ["pong y"] },
        { "pongs of every length", [.. Enumerable.Range(0, 126).SelectMany(i => Frames.Of(Frames.Pong, new byte[i])), .. Frames.Of(Frames.Text, "a")], ["a"] },
        { "two fragments", [.. Frames.Of(0x01, "frag"), .. Frames.Of(0x80, "ment")], ["fragment"] },
        { "empty first and last fragment", [.. Frames.Of(0x01), .. Frames.Of(0x00, "middle"), .. Frames.Of(0x80)], ["middle"] },
        { "only empty fragments", [.. Frames.Of(0x01), .. Frames.Of(0x00), .. Frames.Of(0x00), .. Frames.Of(0x80)], [""] },
        { "ping between fragments", [.. Frames.Of(0x01, "a"), .. Frames.Of(Frames.Ping, "p"), .. Frames.Of(0x80, "b")], ["pong p", "ab"] },
        {
            "pings and pongs between many fragments",
            [.. Frames.Of(0x01, "a"), .. Frames.Of(Frames.Ping, "1"), .. Frames.Of(0x00, "b"), .. Frames.Of(Frames.Pong), .. Frames.Of(Frames.Ping, "2"), .. Frames.Of(0x00, "c"), .. Frames.Of(0x80, "d")],
            ["pong 1", "pong 2", "abcd"]
        },
        { "length in 16 bits that fits 7", [0x81, 0xFE, 0, 2, 0, 0, 0, 0, (byte)'h', (byte)'i'], ["hi"] },
        { "length in 64 bits that fits 7", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, (byte)'h', (byte)'i'], ["hi"] },
        { "mask of zeros", [0x81, 0x82, 0, 0, 0, 0, (byte)'h', (byte)'i'], ["hi"] },
    };

    [Theory]
    [Trait("Rule", "WS-3")]
    [Trait("Rule", "WS-5")]
    [Trait("Rule", "EIO-12")]
    [MemberData(nameof(Conversations))]
    public async Task Frames_are_answered_whole_or_byte_by_byte(string what, byte[] wire, string[] answers)
    {
        Assert.NotEmpty(what);
        foreach (int piece in new[] { 0, 1 })
        {
            await using var socket = await echo.OpenAsync();
            await Frames.SendAsync(socket, wire, piece);
            foreach (string answer in answers)
            {
                var frame = (await socket.ReadFrameAsync())!.Value;
                Assert.Equal(answer, (frame.Opcode == 10 ? "pong " : "") + frame.Text);
            }
        }
    }

    public static TheoryData<string, byte[]> Violations()
    {
        var data = new TheoryData<string, byte[]>
        {
            { "no mask", WireSocket.Encode(Frames.Text, "hi"u8.ToArray(), mask: false) },
            { "empty without mask", [0x81, 0] },
            { "ping without mask", [0x89, 0] },
            { "ping of 126", Frames.Of(Frames.Ping, new byte[126]) },
            { "pong of 126", Frames.Of(Frames.Pong, new byte[126]) },
            { "close of 126", Frames.Of(Frames.Close, [3, 232, .. new byte[124]]) },
            { "ping with a 64-bit length", [0x89, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] },
            { "ping in fragments", Frames.Of(0x09, "a") },
            { "pong in fragments", Frames.Of(0x0A, "a") },
            { "close in fragments", Frames.Of(0x08, 3, 232) },
            { "continuation of nothing", Frames.Of(0x80, "a") },
            { "unfinished continuation of nothing", Frames.Of(0x00, "a") },
            { "continuation after the end", [.. Frames.Of(0x01, "a"), .. Frames.Of(0x80, "b"), .. Frames.Of(0x00, "c")] },
            { "text inside a message", [.. Frames.Of(0x01, "a"), .. Frames.Of(Frames.Text, "b")] },
            { "unfinished text inside a message", [.. Frames.Of(0x01, "a"), .. Frames.Of(0x01, "b")] },
            { "binary inside a message", [.. Frames.Of(0x01, "a"), .. Frames.Of(Frames.Binary, 1)] },
            { "highest bit of the length", [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0] },
            { "every bit of the length", [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] },
        };
        foreach (byte first in new[] { Frames.Text, Frames.Binary, Frames.Close, Frames.Ping, Frames.Pong })
        {
            for (int bits = 1; bits < 8; bits++)
            {
                data.Add($"reserved bits {bits} on {first:x2}", Frames.Of((byte)(first | (bits << 4))));
            }
        }
        foreach (int opcode in new[] { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
        {
            data.Add($"opcode {opcode}", Frames.Of((byte)(0x80 | opcode)));
            data.Add($"opcode {opcode} with payload", Frames.Of((byte)(0x80 | opcode), "payload"));
            data.Add($"opcode {opcode} inside a message", [.. Frames.Of(0x01, "a"), .. Frames.Of((byte)(0x80 | opcode))]);
        }
        return data;
    }

    [Theory]
    [Trait("Rule", "EIO-13")]
    [Trait("Rule", "WS-3")]
    [MemberData(nameof(Violations))]
    public async Task Violation_is_closed_with_1002_at_once_and_after_messages(string what, byte[] wire)
    {
        Assert.NotEmpty(what);
        await using (var socket = await echo.OpenAsync())
        {
            await Frames.SendAsync(socket, wire, 1);
            await socket.AssertClosedAsync(1002);
        }
        await using (var socket = await echo.OpenAsync())
        {
            // What follows a violation is not looked at, and the close frame is not lost over it.
            await socket.SendRawAsync([.. Frames.Of(Frames.Text, "before"), .. wire, .. Frames.Of(Frames.Ping), .. new byte[30_000]]);
            await socket.AssertClosedAsync(1002);
        }
    }

    [Theory]
    [Trait("Rule", "EIO-10")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_above_the_limit_is_closed_with_1009_before_it_is_sent(bool fragmented)
    {
        await using var socket = await echo.OpenAsync();
        if (fragmented)
        {
            await socket.SendFrameAsync(0x02, new byte[EchoServer.Limit]);
            await socket.SendRawAsync(Frames.Of(0x00, new byte[1])[..6]);
        }
        else
        {
            await socket.SendRawAsync([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        }
        await socket.AssertClosedAsync(1009);
    }

    [Fact]
    [Trait("Rule", "WS-5")]
    public async Task Peer_that_floods_with_pings_and_does_not_read_gets_fewer_pongs_and_stays()
    {
        const int Rounds = 500;
        await using var server = await TestServer.EchoAsync();
        await using var socket = await WireSocket.PlainAsync(server, receiveBuffer: 4096);
        byte[] pings = [.. Enumerable.Repeat(Frames.Of(Frames.Ping, new byte[125]), 500).SelectMany(ping => ping)];
        for (int i = 0; i < Rounds; i++)
        {
            await socket.SendRawAsync(pings);
        }
        await socket.SendAsync("still here");
        int pongs = 0;
        Frame frame;
        while ((frame = (await socket.ReadFrameAsync())!.Value).Opcode == 10)
        {
            pongs++;
        }
        Assert.Equal("still here", frame.Text);
        Assert.InRange(pongs, 1, (Rounds * 500) - 1);
    }

    [Theory]
    [Trait("Rule", "WS-1")]
    [InlineData("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")]
    [InlineData("Sec-WebSocket-Protocol: chat, superchat\r\n")]
    public async Task Offers_are_not_answered(string header)
    {
        await using var socket = await WireSocket.DialAsync(echo.Server);
        string answer = await socket.UpgradeAsync("/ws", header);
        Assert.StartsWith("HTTP/1.1 101", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(header.Split(':')[0], answer, StringComparison.OrdinalIgnoreCase);
        // The example of RFC 6455 section 1.3 has another key; this is the answer to ours.
        Assert.Contains("Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=", answer, StringComparison.Ordinal);
        await socket.SendAsync("hi");
        Assert.Equal("hi", await socket.ReadAsync());
    }

    [Theory]
    [Trait("Rule", "WS-1")]
    [InlineData("Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAA")]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Sec-WebSocket-Version: 13", "X: y")]
    public async Task Opening_handshake_that_is_not_valid_is_refused(string version, string key)
    {
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(System.Net.IPAddress.Loopback, echo.Server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{version}\r\n{key}\r\n\r\n"));
        var status = new byte[12];
        await tcp.GetStream().ReadExactlyAsync(status);
        Assert.Equal("HTTP/1.1 426", Encoding.ASCII.GetString(status));
    }
}
