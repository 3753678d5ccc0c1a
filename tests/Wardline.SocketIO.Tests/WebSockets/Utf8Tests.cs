using System.Text;

namespace Wardline.SocketIO.Tests.WebSockets;

public sealed class Utf8Tests(EchoServer echo) : IClassFixture<EchoServer>
{
    [Theory]
    [Trait("Rule", "WS-4")]
    [InlineData("Hello-µ@ßöäüàá-UTF-8!!")]
    [InlineData("κόσμε")]
    [InlineData("\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\ufffe\uffff")]
    [InlineData("\U00010000\U0010fffd\U0010ffff")]
    [InlineData("\U0001fffe\U0008ffff\U000ffffe\ufdd0")]
    [InlineData("日本語🩺👩🏽‍⚕️")]
    public async Task Text_comes_back_wherever_it_is_cut(string text)
    {
        await using var socket = await echo.OpenAsync();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            await socket.SendRawAsync([.. Frames.Of(0x01, bytes[..cut]), .. Frames.Of(0x80, bytes[cut..])]);
        }
        await socket.SendRawAsync([.. Frames.Of(0x01), .. bytes.SelectMany(b => Frames.Of(0x00, b)), .. Frames.Of(0x80)]);
        for (int i = 0; i < bytes.Length + 2; i++)
        {
            Assert.Equal(bytes, (await socket.ReadFrameAsync())!.Value.Payload);
        }
    }

    public static TheoryData<string, byte[]> Invalid() => new()
    {
        { "lone continuation", [0x80] },
        { "lone last continuation", [0xBF] },
        { "continuations", [0x80, 0xBF, 0x80, 0xBF] },
        { "two-byte start alone", [0xC3] },
        { "three-byte start alone", [0xE2, 0x82] },
        { "four-byte start alone", [0xF0, 0x9F, 0xA9] },
        { "start followed by a letter", [0xC3, 0x41] },
        { "impossible fe", [0xFE] },
        { "impossible ff", [0xFF] },
        { "slash in two bytes", [0xC0, 0xAF] },
        { "slash in three bytes", [0xE0, 0x80, 0xAF] },
        { "slash in four bytes", [0xF0, 0x80, 0x80, 0xAF] },
        { "largest overlong of two", [0xC1, 0xBF] },
        { "largest overlong of three", [0xE0, 0x9F, 0xBF] },
        { "largest overlong of four", [0xF0, 0x8F, 0xBF, 0xBF] },
        { "nought in two bytes", [0xC0, 0x80] },
        { "first surrogate", [0xED, 0xA0, 0x80] },
        { "last surrogate", [0xED, 0xBF, 0xBF] },
        { "pair of surrogates", [0xED, 0xA0, 0x81, 0xED, 0xB0, 0x80] },
        { "above the last character", [0xF4, 0x90, 0x80, 0x80] },
        { "five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80] },
        { "six bytes", [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80] },
    };

    [Theory]
    [Trait("Rule", "EIO-11")]
    [MemberData(nameof(Invalid))]
    public async Task Text_that_is_not_UTF8_is_closed_with_1007_wherever_it_is_cut(string what, byte[] rubbish)
    {
        Assert.NotEmpty(what);
        byte[] bytes = [.. "κόσμε"u8, .. rubbish, .. "edited"u8];
        foreach (byte[] wire in new byte[][]
        {
            Frames.Of(Frames.Text, bytes),
            Frames.Of(Frames.Text, rubbish),
            [.. Frames.Of(0x01), .. bytes.SelectMany(b => Frames.Of(0x00, b)), .. Frames.Of(0x80)],
        })
        {
            await using var socket = await echo.OpenAsync();
            await socket.SendRawAsync(wire);
            await socket.AssertClosedAsync(1007);
        }
    }

    [Theory]
    [Trait("Rule", "WS-6")]
    [MemberData(nameof(Invalid))]
    public async Task Reason_that_is_not_UTF8_is_closed_with_1007(string what, byte[] rubbish)
    {
        Assert.NotEmpty(what);
        await using var socket = await echo.OpenAsync();
        await socket.SendRawAsync(Frames.Of(Frames.Close, [3, 232, .. rubbish]));
        await socket.AssertClosedAsync(1007);
    }

    [Theory]
    [Trait("Rule", "EIO-11")]
    [MemberData(nameof(Invalid))]
    public async Task Binary_may_be_anything(string what, byte[] rubbish)
    {
        Assert.NotEmpty(what);
        await using var socket = await echo.OpenAsync();
        await socket.SendBinaryAsync(rubbish);
        Assert.Equal(rubbish, await socket.ReadBinaryAsync());
    }
}
