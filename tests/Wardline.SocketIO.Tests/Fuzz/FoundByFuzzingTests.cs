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
    [InlineData("""[{"\ud800":1}]""", false)]
    public void A_placeholder_has_its_attachment_wherever_its_number_stands(string json, bool isFine) =>
        Assert.Equal(isFine, JsonArguments.TryScan(Encoding.UTF8.GetBytes(json), maxDepth: 8, attachments: 1, out _));

    [Fact]
    [Trait("Rule", "SIO-21")]
    public async Task Half_of_a_surrogate_pair_in_a_name_closes_and_is_no_error_of_the_server()
    {
        await using var server = await TestServer.StartAsync(main => main.On("a", (_, _) => default));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-["a",{"\ud800":1}]""");
        await socket.SendBinaryAsync(1);
        await socket.AssertClosedAsync(1008);
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
}
