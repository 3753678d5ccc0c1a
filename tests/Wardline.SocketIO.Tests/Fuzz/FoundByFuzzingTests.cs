using System.Text;
using Wardline.SocketIO.Packets;

namespace Wardline.SocketIO.Tests.Fuzz;

/// What fuzzing found, and its neighbours.
public sealed class FoundByFuzzingTests
{
    [Theory]
    [Trait("Rule", "SIO-15")]
    [InlineData("""[{"_placeholder":true,"num":0}]""", true)]
    [InlineData("""[{"num":0,"_placeholder":true}]""", true)]
    [InlineData("""[{"num":7,"_placeholder":false},{"num":7}]""", true)]
    [InlineData("""[{"_placeholder":true,"x":{"_placeholder":true,"num":0},"num":0}]""", true)]
    [InlineData("""[{"num":7,"_placeholder":true}]""", false)]
    [InlineData("""[{"_placeholder":true,"x":{},"num":7}]""", false)]
    [InlineData("""[{"_placeholder":true,"x":[{"a":1}],"num":7}]""", false)]
    [InlineData("""[{"_placeholder":true}]""", false)]
    [InlineData("""[{"_placeholder":true,"num":0,"num":7}]""", false)]
    [InlineData("""[[{"x":{"num":7,"_placeholder":true}}]]""", false)]
    [InlineData("""[{"\u005fplaceholder":true,"num":7}]""", false)]
    [InlineData("""[{"\ud800":1}]""", true)]
    public void A_placeholder_has_its_attachment_wherever_its_number_stands(string json, bool isFine) =>
        Assert.Equal(isFine, JsonArguments.TryScan(Encoding.UTF8.GetBytes(json), maxDepth: 8, attachments: 1, out _));

    [Fact]
    [Trait("Rule", "SIO-21")]
    public async Task Half_of_a_surrogate_pair_in_a_name_is_data_and_no_error_of_the_server()
    {
        await using var server = await TestServer.StartAsync(main => main.On("a", (_, _) => default));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-1["a",{"\ud800":1}]""");
        await socket.SendBinaryAsync(1);
        Assert.Equal("431[]", await socket.ReadAsync());
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    [Trait("Rule", "SIO-10")]
    public async Task Half_of_a_surrogate_pair_where_bytes_are_due_is_a_bad_request()
    {
        await using var server = await TestServer.StartAsync(main => main.On(
            "a", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.TryRead<byte[]>(0, out byte[]? _) ? "true"u8 : "false"u8))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-7["a",{"x\ud800":1}]""");
        await socket.SendBinaryAsync(1);
        Assert.Equal("437[false]", await socket.ReadAsync());
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [Trait("Rule", "SIO-14")]
    [InlineData("""40{"token":"\ud800"}""")]
    [InlineData("""40{"a":[{"\udc00":1}]}""")]
    public async Task Half_of_a_surrogate_pair_in_auth_is_an_invalid_packet(string connect)
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync(connect);
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-6")]
    public async Task An_event_right_after_coming_back_waits_for_the_end_of_the_former_socket()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(main => main
            .On("slow", async (_, _) =>
            {
                await release.Task;
                return default;
            })
            .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""42["slow"]""");
        await socket.SendAsync("41");
        await socket.SendAsync("40");
        await socket.SendAsync("""427["echo","back"]""");
        // What the namespace does not know is answered by the reader itself: all of the above has been read.
        await socket.SendAsync("40/nowhere,");
        Assert.StartsWith("44/nowhere,", await socket.ReadAsync(), StringComparison.Ordinal);
        release.SetResult();
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""437["back"]""", await socket.ReadAsync());
    }
}
