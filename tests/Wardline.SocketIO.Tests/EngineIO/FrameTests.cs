using System.Text;

namespace Wardline.SocketIO.Tests.EngineIO;

public sealed class FrameTests
{
    [Theory]
    [Trait("Rule", "EIO-8")]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2probe")]
    [InlineData("5")]
    [InlineData("0")]
    [InlineData("3x")]
    [InlineData("abc")]
    [InlineData("\u001e")]
    public async Task Packet_that_a_client_may_not_send_closes_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync(packet);
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "EIO-9")]
    public async Task Close_packet_closes_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("1");
        await socket.AssertClosedAsync(1000);
    }

    [Fact]
    [Trait("Rule", "EIO-9")]
    public async Task Close_frame_is_answered_and_the_connection_ends()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendFrameAsync(0x88, [0x03, 0xE8]);
        await socket.AssertClosedAsync(1000);
        Assert.Null(await socket.ReadFrameAsync());
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "EIO-16")]
    public async Task Client_that_never_answers_a_close_is_cut_off()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("1");
        await socket.AssertClosedAsync(1000);
        // Whatever comes after the close is ignored, and the wait for the client's close frame ends.
        await socket.SendAsync("""42["x"]""");
        Assert.Null(await socket.ReadFrameAsync());
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Theory]
    [Trait("Rule", "EIO-10")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_above_the_limit_is_closed_with_1009(bool fragmented)
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxPayload = 10_000);
        await using var socket = await WireSocket.ConnectAsync(server);
        var payload = Encoding.UTF8.GetBytes("42[\"" + new string('x', 10_000) + "\"]");
        if (fragmented)
        {
            await socket.SendFrameAsync(0x01, payload[..6000]);
            await socket.SendFrameAsync(0x80, payload[6000..]);
        }
        else
        {
            await socket.SendFrameAsync(0x81, payload);
        }
        await socket.AssertClosedAsync(1009);
    }

    [Fact]
    [Trait("Rule", "EIO-10")]
    public async Task Message_of_exactly_the_limit_is_taken()
    {
        await using var server = await TestServer.StartAsync(
            main => main.On("size", (e, _) => ValueTask.FromResult(JsonBody.Encoded(Encoding.UTF8.GetBytes($"{e.Argument(0).Length}")))),
            o => o.MaxPayload = 100_000);
        await using var socket = await WireSocket.ConnectAsync(server);
        string text = "421[\"size\",\"" + new string('x', 100_000 - 14) + "\"]";
        Assert.Equal(100_000, text.Length);
        await socket.SendAsync(text);
        Assert.Equal($"431[{100_000 - 12}]", await socket.ReadAsync());
    }

    [Theory]
    [Trait("Rule", "EIO-11")]
    [InlineData(new byte[] { (byte)'4', 0xC0, 0xAF })]
    [InlineData(new byte[] { (byte)'4', 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { (byte)'4', 0xE2, 0x82 })]
    public async Task Text_that_is_not_UTF8_is_closed_with_1007(byte[] payload)
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendFrameAsync(0x81, payload);
        await socket.AssertClosedAsync(1007);
    }

    [Fact]
    [Trait("Rule", "EIO-12")]
    public async Task Fragments_are_put_together_also_with_a_ping_between_and_a_cut_inside_a_character()
    {
        await using var server = await TestServer.StartAsync(main => main.On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)))));
        await using var socket = await WireSocket.ConnectAsync(server);
        var text = Encoding.UTF8.GetBytes("""421["echo","João"]""");
        int cut = Array.IndexOf(text, (byte)0xC3) + 1;

        await socket.SendFrameAsync(0x01, text[..cut]);
        await socket.SendFrameAsync(0x89, [1, 2, 3]);
        await socket.SendFrameAsync(0x00, []);
        await socket.SendFrameAsync(0x80, text[cut..]);

        var pong = await socket.ReadFrameAsync();
        Assert.Equal(10, pong!.Value.Opcode);
        Assert.Equal([1, 2, 3], pong.Value.Payload);
        Assert.Equal("""431["João"]""", await socket.ReadAsync());
    }

    public static TheoryData<string, byte[]> MalformedFrames() => new()
    {
        { "unmasked", WireSocket.Encode(0x81, "41"u8.ToArray(), mask: false) },
        { "reserved bit", WireSocket.Encode(0xC1, "41"u8.ToArray()) },
        { "reserved opcode", WireSocket.Encode(0x83, "41"u8.ToArray()) },
        { "long ping", WireSocket.Encode(0x89, new byte[126]) },
        { "fragmented ping", WireSocket.Encode(0x09, [1]) },
        { "continuation of nothing", WireSocket.Encode(0x80, "41"u8.ToArray()) },
        { "new message inside another", [.. WireSocket.Encode(0x01, "4"u8.ToArray()), .. WireSocket.Encode(0x81, "41"u8.ToArray())] },
    };

    [Theory]
    [Trait("Rule", "EIO-13")]
    [MemberData(nameof(MalformedFrames))]
    public async Task Malformed_frame_is_closed_with_1002(string what, byte[] frame)
    {
        Assert.NotEmpty(what);
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendRawAsync(frame);
        await socket.AssertClosedAsync(1002);
        await socket.DisposeAsync();
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
