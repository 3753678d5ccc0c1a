using System.Buffers.Binary;
using System.Text;

namespace Wardline.SocketIO.Tests.WebSockets;

public sealed class CloseTests(EchoServer echo) : IClassFixture<EchoServer>
{
    private static byte[] CloseFrame(int status, string reason = "")
    {
        var payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)status);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        return Frames.Of(Frames.Close, payload);
    }

    [Theory]
    [Trait("Rule", "WS-6")]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public async Task Code_is_given_back(int status)
    {
        foreach (string reason in new[] { "", "bye", new string('r', 123), "☤" })
        {
            await using var socket = await echo.OpenAsync();
            await socket.SendRawAsync(CloseFrame(status, reason));
            await socket.AssertClosedAsync(status);
            Assert.Null(await socket.ReadFrameAsync());
        }
    }

    [Theory]
    [Trait("Rule", "WS-6")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65535)]
    public async Task Code_that_may_not_travel_is_closed_with_1002(int status)
    {
        await using var socket = await echo.OpenAsync();
        await socket.SendRawAsync(CloseFrame(status, "why"));
        await socket.AssertClosedAsync(1002);
    }

    [Fact]
    [Trait("Rule", "WS-6")]
    public async Task Close_without_a_code_is_answered_without_one()
    {
        await using var socket = await echo.OpenAsync();
        await socket.SendFrameAsync(Frames.Close, []);
        var frame = await socket.ReadFrameAsync();
        Assert.Equal(8, frame!.Value.Opcode);
        Assert.Empty(frame.Value.Payload);
        Assert.Null(await socket.ReadFrameAsync());
    }

    [Fact]
    [Trait("Rule", "WS-6")]
    public async Task Close_with_half_a_code_is_closed_with_1002()
    {
        await using var socket = await echo.OpenAsync();
        await socket.SendFrameAsync(Frames.Close, [3]);
        await socket.AssertClosedAsync(1002);
    }

    public static TheoryData<string, byte[]> Afterwards() => new()
    {
        { "text", Frames.Of(Frames.Text, "late") },
        { "ping", Frames.Of(Frames.Ping, "late") },
        { "another close", CloseFrame(1001) },
        { "the rest of a message", Frames.Of(0x80, "late") },
        { "no frame at all", [0xFF, 0xFF, 0xFF] },
    };

    [Theory]
    [Trait("Rule", "WS-6")]
    [MemberData(nameof(Afterwards))]
    public async Task What_follows_a_close_is_not_looked_at(string what, byte[] late)
    {
        Assert.NotEmpty(what);
        await using var socket = await echo.OpenAsync();
        await socket.SendRawAsync([.. Frames.Of(0x01, "begun"), .. CloseFrame(1000), .. late]);
        var frame = await socket.ReadFrameAsync();
        Assert.Equal(8, frame!.Value.Opcode);
        Assert.Equal([3, 232], frame.Value.Payload);
        Assert.Null(await socket.ReadFrameAsync());
    }

    [Fact]
    [Trait("Rule", "EIO-9")]
    public async Task Answers_that_wait_are_written_before_the_close_is_answered()
    {
        var handled = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, message, _) =>
        {
            socket.SendBinary(message.Bytes.Span);
            handled.SetResult();
            return ValueTask.CompletedTask;
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        var payload = new byte[256 << 10];
        await socket.SendFrameAsync(Frames.Binary, payload);
        await handled.Task;
        await socket.SendRawAsync(CloseFrame(1000));
        Assert.Equal(payload, (await socket.ReadFrameAsync())!.Value.Payload);
        await socket.AssertClosedAsync(1000);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
